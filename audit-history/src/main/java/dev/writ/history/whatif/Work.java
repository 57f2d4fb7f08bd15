package dev.writ.history.whatif;

import dev.writ.policy.Outcome;
import java.util.Optional;

/** An execution: what was recorded of its end, and whether the other policy lets it begin. */
final class Work {

    private Optional<Outcome> end = Optional.empty();
    private boolean newlyBlocked;

    void ended(Outcome outcome) {
        end = Optional.of(outcome);
    }

    void blockNow() {
        newlyBlocked = true;
    }

    /** What its end said about the agent; empty if the log does not have the end. */
    Optional<Outcome> end() {
        return end;
    }

    /** Whether it ran, and would not have. */
    boolean isNewlyBlocked() {
        return newlyBlocked;
    }
}
