package dev.writ.topology.decide;

import dev.writ.policy.Agent;
import dev.writ.policy.Decision;
import dev.writ.policy.Policy;
import dev.writ.schemas.event.CacheResult;
import dev.writ.schemas.event.GovernanceCheck;
import dev.writ.topology.GovernanceConfig;
import dev.writ.topology.account.Account;
import dev.writ.topology.intake.Request;
import dev.writ.topology.io.Nodes;
import dev.writ.topology.io.Outlet;
import dev.writ.topology.io.Stage;
import dev.writ.topology.state.GovernanceBoard;
import dev.writ.topology.state.SeenIds;
import dev.writ.topology.state.StateDirectory;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides each request once. A check that throws is decided for the system default agent, marked DEGRADED; trouble with Kafka
 * itself is not the request's and goes up, so that the transaction is tried again.
 */
public final class DecideRequestProcessor implements Processor<String, Object, String, Object> {

    private static final Logger LOG = LoggerFactory.getLogger(DecideRequestProcessor.class);

    private final GovernanceBoard board;
    private final GovernanceConfig config;
    private final Account account;
    private ProcessorContext<String, Object> context;
    private Outlet outlet;
    private String task;
    private StateDirectory directory;
    private DecisionCache cache;
    private SeenIds decided;

    /** Board and account are shared by the whole instance. */
    public DecideRequestProcessor(GovernanceBoard board, GovernanceConfig config, Account account) {
        this.board = board;
        this.config = config;
        this.account = account;
    }

    @Override
    public void init(ProcessorContext<String, Object> processorContext) {
        this.context = processorContext;
        this.outlet = new Outlet(processorContext, Stage.DECISION, account);
        this.task = processorContext.taskId().toString();
        this.directory = new StateDirectory(processorContext);
        this.decided = new SeenIds(processorContext, Nodes.DECIDED_STORE, config.idempotencyRetention());
        this.cache = new DecisionCache(
                processorContext.getStateStore(Nodes.CACHE_STORE), config.cacheTtl(), config.cacheMaxSize());
        processorContext.schedule(config.cacheTtl(), PunctuationType.STREAM_TIME, cache::expire);
    }

    @Override
    public void process(Record<String, Object> record) {
        Request request = (Request) record.value();
        if (decided.contains(request.id(), record.timestamp())) {
            LOG.debug("request {} is decided already", request.id());
            account.repeated(request.kind());
            return;
        }
        long began = System.nanoTime();
        Optional<CanvasTarget> canvas = CanvasTarget.of(request, directory::canvas);
        Responsibility responsible = Responsibility.of(request, canvas, directory);
        account.resolved(System.nanoTime() - began);
        if (!responsible.known() && PutBack.mayTryAgain(record.headers())) {
            account.returned(request.kind());
            PutBack.send(outlet, request, record.headers());
            return;
        }
        decided.add(request.id(), record.timestamp());
        Decided outcome = decide(request, canvas, responsible);
        account.spans().decided(outcome.decision(), request.traceparent(), System.nanoTime() - began);
        context.forward(record.withKey(request.key()).withValue(outcome), Nodes.CARRY_OUT);
    }

    @Override
    public void close() {
        account.leave(task);
    }

    private Decided decide(Request request, Optional<CanvasTarget> canvas, Responsibility responsible) {
        String action = ActionNames.of(request, canvas.flatMap(CanvasTarget::component));
        Policy policy = board.policy();
        if (!responsible.known()) {
            return degraded(request, canvas, responsible, action, "the agent registry has no system default agent");
        }
        try {
            Agent agent = responsible.agent();
            long began = System.nanoTime();
            DecisionCache.Answer answer = cache.check(policy, agent, action, context.currentStreamTimeMs());
            Decision decision =
                    Decision.of(answer.check(), agent, board.controls(request.workspaceId()), request.time());
            account.checked(System.nanoTime() - began);
            GovernanceCheck check =
                    DecisionEvents.check(decision, agent, responsible.path(), policy, answer.result(), null);
            return outcome(request, canvas, agent, decision, check);
        } catch (KafkaException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.error("the check of request {} failed; it is decided for the system default agent", request.id(), e);
            return degraded(request, canvas, responsible.fallenBack(directory), action, e.toString());
        }
    }

    private Decided degraded(
            Request request, Optional<CanvasTarget> canvas, Responsibility fallback, String action, String cause) {
        Policy policy = board.policy();
        Decision decision = Decision.degraded(
                policy, fallback.agent(), action, board.controls(request.workspaceId()), request.time());
        GovernanceCheck check =
                DecisionEvents.check(decision, fallback.agent(), fallback.path(), policy, CacheResult.MISS, cause);
        return outcome(request, canvas, fallback.agent(), decision, check);
    }

    private Decided outcome(
            Request request, Optional<CanvasTarget> canvas, Agent agent, Decision decision, GovernanceCheck check) {
        CacheStats stats = cache.stats();
        account.cache(task, stats.size(), stats.evictions(), stats.invalidations());
        return new Decided(
                request, agent, canvas, DecisionEvents.event(request, canvas, decision, check), stats.toHeader());
    }
}
