package dev.writ.benchmark.history;

import dev.writ.policy.Agent;
import dev.writ.policy.Controls;
import dev.writ.policy.Decision;
import dev.writ.policy.MaturityCheck;
import dev.writ.policy.Policy;
import dev.writ.schemas.Ids;
import dev.writ.schemas.KafkaConnection;
import dev.writ.schemas.Topic;
import dev.writ.schemas.Topics;
import dev.writ.schemas.event.ActionDecided;
import dev.writ.schemas.event.AgentCommand;
import dev.writ.schemas.event.AgentState;
import dev.writ.schemas.event.AuditRecorded;
import dev.writ.schemas.event.CacheResult;
import dev.writ.schemas.event.CanvasAction;
import dev.writ.schemas.event.CanvasAudit;
import dev.writ.schemas.event.CanvasComponent;
import dev.writ.schemas.event.ExecutionEvent;
import dev.writ.schemas.event.ExecutionFinished;
import dev.writ.schemas.event.ExecutionStarted;
import dev.writ.schemas.event.ExecutionStatus;
import dev.writ.schemas.event.Maturity;
import dev.writ.schemas.event.RecordOrigin;
import dev.writ.schemas.event.RecordOutcome;
import dev.writ.schemas.event.RegisterAgent;
import dev.writ.schemas.event.RequestKind;
import dev.writ.schemas.event.SessionActivity;
import dev.writ.schemas.event.Trigger;
import dev.writ.schemas.serde.AvroSerializer;
import dev.writ.topology.decide.ActionNames;
import dev.writ.topology.decide.DecisionEvents;
import dev.writ.topology.registry.AgentRegistry;
import dev.writ.topology.registry.CommandResult;
import dev.writ.topology.state.PolicyRecords;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** Chats of many agents, the same for the same seed, as the topology would have recorded them: each that ran ended. */
public final class WrittenPast implements AutoCloseable {

    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final long SEED = 42;
    private static final int AGENTS = 500;
    private static final int FAILURES_IN_100 = 30;
    private static final int CANVASES_IN_100 = 10;
    private static final int LINGER_MILLIS = 50;
    private static final int BATCH_BYTES = 512 * 1024;

    private final Producer<String, SpecificRecord> producer;
    private final Policy policy = Policy.builtIn();
    private final Random random = new Random(SEED);
    private final Map<String, AgentState> agents = new HashMap<>();
    private Instant now = BEGIN;

    /** Writes to the cluster. */
    public WrittenPast(KafkaConnection kafka) {
        Map<String, Object> settings = kafka.producer("writ-bench-past");
        settings.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MILLIS);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
        producer = new KafkaProducer<>(settings, new StringSerializer(), new AvroSerializer<>(kafka.registry()));
    }

    /** Writes so many decisions, and all that follows from them. */
    public void write(int decisions) {
        for (int agent = 0; agent < AGENTS; agent++) {
            RegisterAgent register = RegisterAgent.newBuilder()
                    .setName("Agent " + agent)
                    .setMaturity(agent % 2 == 0 ? Maturity.INTERN : Maturity.SUPERVISED)
                    .build();
            command("register-" + agent, "agent-" + agent, register);
        }
        for (int number = 0; number < decisions; number++) {
            decide("request-" + number, "agent-" + random.nextInt(AGENTS));
        }
        producer.flush();
    }

    private void decide(String requestId, String agentId) {
        now = now.plusMillis(1 + random.nextInt(20));
        Agent agent = PolicyRecords.toAgent(Objects.requireNonNull(agents.get(agentId)));
        String action = ActionNames.of(RequestKind.CHAT, Optional.empty());
        Decision decision = Decision.of(MaturityCheck.of(policy, agent, action), agent, Controls.DEFAULTS, now);
        String session = "session-" + random.nextInt(100_000);
        ActionDecided decided = DecisionEvents.event(
                ActionDecided.newBuilder()
                        .setRequestId(requestId)
                        .setKind(RequestKind.CHAT)
                        .setUserId("user-" + random.nextInt(10_000))
                        .setSessionId(session)
                        .setWorkspaceId(agent.workspaceId())
                        .setDecidedAt(now)
                        .setOrigin(new RecordOrigin(Topics.CHAT_REQUESTS.name(), 0, 0L)),
                decision,
                DecisionEvents.check(decision, agent, List.of("explicit_agent_id"), policy, CacheResult.HIT, null),
                List.of());
        ExecutionStarted started = ExecutionStarted.newBuilder()
                .setAction(action)
                .setTriggeredBy(Trigger.CHAT)
                .setInputSummary("chat message of 120 characters")
                .build();
        AuditRecorded.Builder entry = AuditRecorded.newBuilder();
        if (random.nextInt(100) < CANVASES_IN_100) {
            entry.setCanvas(CanvasAudit.newBuilder()
                    .setCanvasId("canvas-" + session)
                    .setComponent(CanvasComponent.LINE_CHART)
                    .setAction(CanvasAction.PRESENT)
                    .setGovernanceCheckPassed(decision.allowed())
                    .setMetadata(Map.of("points", "12"))
                    .build());
        }
        audit(
                "dev.writ.action.decided",
                decided.getExecutionId().orElseThrow(),
                entry.setDecision(decided)
                        .setExecution(event(decided, decision.allowed() ? started : ended(ExecutionStatus.BLOCKED)))
                        .setActivity(new SessionActivity(session, decided.getUserId(), agent.workspaceId(), agentId)));
        if (decision.allowed()) {
            finish(decided);
        }
    }

    private void finish(ActionDecided decided) {
        ExecutionStatus status =
                random.nextInt(100) < FAILURES_IN_100 ? ExecutionStatus.FAILED : ExecutionStatus.COMPLETED;
        String executionId = decided.getExecutionId().orElseThrow();
        audit(
                "dev.writ.execution.finished",
                executionId,
                AuditRecorded.newBuilder().setExecution(event(decided, ended(status))));
        RecordOutcome outcome = RecordOutcome.newBuilder()
                .setExecutionId(executionId)
                .setStatus(status)
                .build();
        command(Ids.outcomeOf(executionId), decided.getCheck().getAgentId(), outcome);
    }

    private ExecutionFinished ended(ExecutionStatus status) {
        return ExecutionFinished.newBuilder()
                .setAction("stream_chat")
                .setTriggeredBy(Trigger.CHAT)
                .setStatus(status)
                .setStartedAt(now)
                .setInputSummary("chat message of 120 characters")
                .setProvider("simulated")
                .setModel("simulated")
                .build();
    }

    private ExecutionEvent event(ActionDecided decided, SpecificRecord body) {
        return ExecutionEvent.newBuilder()
                .setExecutionId(decided.getExecutionId().orElseThrow())
                .setDecisionId(decided.getDecisionId())
                .setRequestId(decided.getRequestId())
                .setAgentId(decided.getCheck().getAgentId())
                .setWorkspaceId(decided.getWorkspaceId())
                .setSessionId(decided.getSessionId().orElse(null))
                .setUserId(decided.getUserId())
                .setOccurredAt(now)
                .setBody(body)
                .build();
    }

    private void command(String id, String agentId, SpecificRecord body) {
        AgentCommand command = AgentCommand.newBuilder()
                .setCommandId(id)
                .setAgentId(agentId)
                .setActor("writ")
                .setBody(body)
                .build();
        send(Topics.AGENT_COMMANDS, agentId, command);
        Optional<AgentState> before = Optional.ofNullable(agents.get(agentId));
        if (AgentRegistry.apply(before, command, id, policy, now) instanceof CommandResult.Changed(AgentState state)) {
            agents.put(agentId, state);
            audit(
                    "dev.writ.agent." + state.getChange(),
                    agentId,
                    AuditRecorded.newBuilder().setAgent(state));
        }
    }

    /** Under the key that the topology gives it, so that start and end of an execution are neighbours in one partition. */
    private void audit(String type, String key, AuditRecorded.Builder entry) {
        entry.setEventId(Ids.derive("audit", type, key, now)).setType(type).setOccurredAt(now);
        send(Topics.AUDIT, key, entry.build());
    }

    /** A record that is refused makes the closing fail, or the flush before it. */
    private void send(Topic<?> topic, String key, SpecificRecord value) {
        var _ = producer.send(new ProducerRecord<>(topic.name(), null, now.toEpochMilli(), key, value));
    }

    @Override
    public void close() {
        producer.close();
    }
}
