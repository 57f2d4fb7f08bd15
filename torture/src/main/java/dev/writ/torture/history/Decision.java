package dev.writ.torture.history;

import dev.writ.schemas.event.DecisionMode;
import dev.writ.schemas.event.Verdict;
import java.time.Instant;
import java.util.Optional;

/**
 * A committed decision.
 *
 * @param place where it stands in the log
 * @param decisionId its id
 * @param requestId the request
 * @param executionId what it lets run, or blocks; empty for a check
 * @param verdict the outcome
 * @param mode under which rule
 * @param carriedOut whether what was allowed could be done; an allowed request may be refused all the same
 * @param decidedAt the request's own time
 */
public record Decision(
        String place,
        String decisionId,
        String requestId,
        Optional<String> executionId,
        Verdict verdict,
        DecisionMode mode,
        boolean carriedOut,
        Instant decidedAt) {

    /** Whether something may run. */
    public boolean allows() {
        return verdict != Verdict.BLOCKED;
    }
}
