package dev.writ.history.whatif;

import dev.writ.policy.Outcome;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An execution: what was recorded of its end, and whether the other policy lets it begin. */
final class Work {

    private @Nullable Outcome end;
    private boolean newlyBlocked;

    void ended(Outcome outcome) {
        end = outcome;
    }

    void blockNow() {
        newlyBlocked = true;
    }

    /** What its end said about the agent; empty if the log does not have the end. */
    Optional<Outcome> end() {
        return Optional.ofNullable(end);
    }

    /** Whether it ran, and would not have. */
    boolean isNewlyBlocked() {
        return newlyBlocked;
    }
}
