package dev.writ.launcher.query;

import dev.writ.gateway.http.Answer;
import dev.writ.gateway.http.Exchange;
import dev.writ.gateway.http.Problem;
import dev.writ.gateway.http.ProblemException;
import dev.writ.gateway.http.Problems;
import dev.writ.gateway.http.Route;
import dev.writ.gateway.json.JsonBody;
import dev.writ.gateway.log.KafkaInterrupt;
import dev.writ.history.fold.Period;
import dev.writ.history.log.LogRange;
import dev.writ.history.log.LogReader;
import dev.writ.history.log.Progress;
import dev.writ.history.whatif.Past;
import dev.writ.history.whatif.PastTooLongException;
import dev.writ.history.whatif.PolicyFile;
import dev.writ.history.whatif.WhatIf;
import dev.writ.history.whatif.WhatIfJson;
import dev.writ.history.whatif.WhatIfReport;
import dev.writ.policy.InvalidPolicyException;
import dev.writ.policy.Policy;
import dev.writ.schemas.Access;
import dev.writ.schemas.KafkaConnection;
import dev.writ.schemas.Topics;
import dev.writ.schemas.serde.SchemaRegistryClient;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;

/**
 * POST /api/audit/what-if: history decided again under the policy of the body, as {@code writ what-if} does. The whole audit is read
 * for it and held, so one is asked at a time, and a quarter of the memory is enough or it is refused.
 */
public final class WhatIfRoute {

    private static final String CLIENT_ID = "writ-gateway-what-if";
    private static final int USUALLY_LISTED = 20;
    private static final int PART_OF_MEMORY = 4;

    private final KafkaConnection kafka;
    private final SchemaRegistryClient registry;
    private final Clock clock;
    private final long most;
    private final Semaphore place = new Semaphore(1);

    /** @param clock from which "two hours ago" is counted */
    public WhatIfRoute(KafkaConnection kafka, Clock clock) {
        this(kafka, clock, Runtime.getRuntime().maxMemory() / PART_OF_MEMORY / Past.BYTES_EACH);
    }

    /** @param most decisions and changes of agents to hold */
    WhatIfRoute(KafkaConnection kafka, Clock clock, long most) {
        this.most = most;
        this.kafka = kafka;
        this.registry = kafka.registry();
        this.clock = clock;
    }

    /** What it does on the cluster. */
    public static Access access() {
        return Access.reading(Topics.names(Past.TOPICS));
    }

    /** The route. */
    public Route route() {
        return Route.post("/api/audit/what-if", this::answer);
    }

    private Answer answer(Exchange exchange) throws InterruptedException {
        Period period = period(exchange);
        Policy policy = policy(JsonBody.read(exchange));
        if (!place.tryAcquire()) {
            throw new ProblemException(Problems.unavailable(
                    "too_many_what_ifs", "This gateway decides history again for one client at a time; try again."));
        }
        try {
            return Answer.ok(WhatIfJson.of(ask(policy, period)));
        } finally {
            place.release();
        }
    }

    private Period period(Exchange exchange) {
        QueryText query = QueryText.of(exchange, Set.of("from", "to"), clock.instant());
        Optional<Instant> from = query.time("from");
        Optional<Instant> to = query.time("to");
        QueryText.requireOrder(from, to);
        return new Period(from.orElse(Period.ALL.from()), to.orElse(Period.ALL.to()));
    }

    private static Policy policy(JsonBody body) {
        try {
            return PolicyFile.parse(body.value().toString().getBytes(StandardCharsets.UTF_8));
        } catch (InvalidPolicyException e) {
            throw new ProblemException(
                    Problems.invalid(
                            "invalid_policy", "", "A policy is needed that keeps the rules: " + e.getMessage()),
                    e);
        }
    }

    private WhatIfReport ask(Policy policy, Period period) throws InterruptedException {
        LogRange everything = LogRange.all(Topics.names(Past.TOPICS));
        try (LogReader log = LogReader.open(kafka, CLIENT_ID, everything, Progress.Watcher.NOBODY)) {
            return WhatIf.of(Past.read(log, registry, most), policy, period, USUALLY_LISTED);
        } catch (PastTooLongException e) {
            throw new ProblemException(
                    Problem.of(
                            422,
                            "history_too_long",
                            "Refused",
                            "The history is too long for a gateway to hold: " + e.getMessage()
                                    + ". ./writ what-if asks it from a process of its own."),
                    e);
        } catch (InterruptException e) {
            throw KafkaInterrupt.asJavaReportsIt(e);
        } catch (KafkaException e) {
            throw new ProblemException(Problems.unavailable("log_unavailable", "The log cannot be read now."), e);
        }
    }
}
