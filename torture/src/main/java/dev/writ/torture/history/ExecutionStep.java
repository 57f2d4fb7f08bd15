package dev.writ.torture.history;

import dev.writ.schemas.event.ExecutionStatus;
import java.util.Optional;

/**
 * A start or an end of an execution.
 *
 * @param place where it stands in the log
 * @param executionId the execution
 * @param decisionId the decision that allowed or blocked it
 * @param end how it ended; empty for a start
 */
public record ExecutionStep(String place, String executionId, String decisionId, Optional<End> end) {

    /**
     * An end.
     *
     * @param status how
     * @param attempt the model call's attempt, from 1; 0 if no model was called
     * @param textSha256 of the whole text in hex; empty if no model was called
     */
    public record End(ExecutionStatus status, int attempt, Optional<String> textSha256) {}
}
