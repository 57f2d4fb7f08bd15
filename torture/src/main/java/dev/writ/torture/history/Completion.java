package dev.writ.torture.history;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A model call to make.
 *
 * @param place where it stands in the log
 * @param executionId the execution
 * @param decisionId the decision that allowed it
 * @param committedAt when the transaction that asks for it and decides it ended, by the brokers' clock, rounded down to the
 *     millisecond; empty if no broker tells
 * @param faultless whether the simulated model gives its whole answer, and does not play at failing
 * @param tokens all that the simulated model has to say to it
 */
public record Completion(
        String place,
        String executionId,
        String decisionId,
        Optional<Instant> committedAt,
        boolean faultless,
        List<String> tokens) {

    public Completion {
        tokens = List.copyOf(tokens);
    }
}
