package dev.writ.torture.history;

import java.util.Optional;

/**
 * What a client was told about its request, as its journal says.
 *
 * @param place where the journal says so
 * @param requestId the request
 * @param answer what it was told
 * @param decisionId the decision, where the answer names it
 * @param executionId the execution, where the answer names it
 */
public record Acknowledgement(
        String place, String requestId, Answer answer, Optional<String> decisionId, Optional<String> executionId) {}
