package dev.writ.torture.history;

import java.util.List;

/**
 * A model call to make.
 *
 * @param place where it stands in the log
 * @param executionId the execution
 * @param decisionId the decision that allowed it
 * @param tokens all that the simulated model has to say to it
 */
public record Completion(String place, String executionId, String decisionId, List<String> tokens) {

    public Completion {
        tokens = List.copyOf(tokens);
    }
}
