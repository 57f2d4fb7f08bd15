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
 * @param agentId the agent that asked
 * @param action what it asked for, such as stream_chat
 * @param verdict the outcome
 * @param mode under which rule
 * @param carriedOut whether what was allowed could be done; an allowed request may be refused all the same
 * @param committedAt when the transaction that decides it ended, by the brokers' clock, rounded down to the millisecond; empty if no
 *     broker tells
 */
public record Decision(
        String place,
        String decisionId,
        String requestId,
        Optional<String> executionId,
        String agentId,
        String action,
        Verdict verdict,
        DecisionMode mode,
        boolean carriedOut,
        Optional<Instant> committedAt) {

    /** Whether something may run. */
    public boolean allows() {
        return verdict != Verdict.BLOCKED;
    }
}
