package dev.writ.gateway.decision;

import dev.writ.schemas.event.ActionDecided;
import dev.writ.schemas.event.ExecutionEvent;
import java.util.Optional;

/**
 * What is known of one execution; each part once it has arrived.
 *
 * @param decision the decision that allowed or blocked it; also that of a check, which runs nothing
 * @param started its start
 * @param finished its end, the first that came
 */
public record ExecutionView(
        Optional<ActionDecided> decision, Optional<ExecutionEvent> started, Optional<ExecutionEvent> finished) {

    /** Handed to Kafka, and not decided yet. */
    public static final ExecutionView PENDING = new ExecutionView(Optional.empty(), Optional.empty(), Optional.empty());

    ExecutionView with(ActionDecided arrived) {
        return new ExecutionView(Optional.of(arrived), started, finished);
    }

    ExecutionView withStart(ExecutionEvent arrived) {
        return new ExecutionView(decision, started.or(() -> Optional.of(arrived)), finished);
    }

    ExecutionView withEnd(ExecutionEvent arrived) {
        return new ExecutionView(decision, started, finished.or(() -> Optional.of(arrived)));
    }

    /** Whether nothing is known but that it was asked for. */
    public boolean isPending() {
        return decision.isEmpty() && started.isEmpty() && finished.isEmpty();
    }
}
