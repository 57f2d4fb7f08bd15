package dev.writ.worker.tool;

import dev.writ.schemas.CloudEvent;
import dev.writ.schemas.Ids;
import dev.writ.schemas.Topics;
import dev.writ.schemas.event.ActionDecided;
import dev.writ.schemas.event.CheckRequested;
import dev.writ.worker.control.RunningExecution;
import dev.writ.worker.control.Stop;
import dev.writ.worker.publish.EventPublisher;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;

/**
 * Asks for a check of each tool call and waits for its decision, so that a tool call is recorded and audited like any other
 * action. No decision in time withholds the call: nothing goes out that nobody allowed.
 */
public final class CheckedTools implements ToolGate {

    private static final String SOURCE = "/writ/worker";

    private final PendingChecks pending;
    private final EventPublisher publisher;
    private final InstantSource clock;
    private final Duration within;
    private final Counter asked;

    /** @param within longest wait for a decision, more than 0 */
    public CheckedTools(
            PendingChecks pending,
            EventPublisher publisher,
            InstantSource clock,
            Duration within,
            MeterRegistry meters) {
        this.pending = pending;
        this.publisher = publisher;
        this.clock = clock;
        this.within = within;
        this.asked = Counter.builder("writ.worker.tool.checks")
                .description("Checks of tool calls that are on their topic")
                .register(meters);
    }

    @Override
    public ToolVerdict decide(WantedTool wanted, RunningExecution running) throws InterruptedException {
        Optional<Stop> stop = running.stop();
        if (stop.isPresent()) {
            return new ToolVerdict.Stopped(stop.get());
        }
        if (!Ids.isValid(wanted.call().getName())) {
            return new ToolVerdict.Withheld(null, "the model called a tool by a name that no action can have");
        }
        String requestId = wanted.requestId();
        CompletableFuture<ActionDecided> decision = pending.await(requestId);
        try {
            ask(wanted, requestId, decision);
            return verdict(decision, running.stopped());
        } finally {
            pending.forget(requestId);
        }
    }

    /** Asks; a check that cannot be written fails the wait for its decision. */
    private void ask(WantedTool wanted, String requestId, CompletableFuture<ActionDecided> decision) {
        CheckRequested check = wanted.check();
        var _ = publisher
                .publish(
                        Topics.CHECK_REQUESTS,
                        wanted.request().getSessionId().getBytes(StandardCharsets.UTF_8),
                        check,
                        CloudEvent.of(requestId, SOURCE, check, clock.instant(), wanted.traceparent()),
                        wanted.timestamp())
                .whenComplete((_, failure) -> {
                    if (failure == null) {
                        asked.increment();
                    } else {
                        boolean _ = decision.completeExceptionally(failure);
                    }
                });
    }

    private ToolVerdict verdict(CompletableFuture<ActionDecided> decision, CompletableFuture<Stop> stopped)
            throws InterruptedException {
        try {
            Object first = CompletableFuture.anyOf(stopped, decision).get(within.toNanos(), TimeUnit.NANOSECONDS);
            return first instanceof Stop cause ? new ToolVerdict.Stopped(cause) : verdict((ActionDecided) first);
        } catch (TimeoutException e) {
            return new ToolVerdict.Withheld(null, "the check of the tool was not decided in time");
        } catch (ExecutionException e) {
            throw new KafkaException("the check of a tool could not be written: " + e.getMessage(), e.getCause());
        }
    }

    private static ToolVerdict verdict(ActionDecided decided) {
        return decided.getCheck().getAllowed() && decided.getErrors().isEmpty()
                ? new ToolVerdict.Allowed(decided.getDecisionId())
                : new ToolVerdict.Withheld(
                        decided.getDecisionId(), decided.getCheck().getReason());
    }
}
