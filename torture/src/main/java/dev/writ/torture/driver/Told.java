package dev.writ.torture.driver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.writ.torture.history.Answer;
import java.io.IOException;
import java.util.Optional;

/**
 * What an HTTP answer says of a request.
 *
 * @param answer what it comes to
 * @param decisionId the decision, where it names it
 * @param executionId the execution, where it names it
 */
record Told(Answer answer, Optional<String> decisionId, Optional<String> executionId) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Reads an answer; empty if it says nothing of the request, so that it has to be sent again.
     *
     * @throws UnexpectedAnswerException if it is none that Writ gives, so that sending it again will not help
     * @throws IOException if it is cut
     */
    static Optional<Told> of(int status, String body) throws IOException {
        return switch (status) {
            case 200, 201 -> Optional.of(read(Answer.ALLOWED, body));
            case 202 -> Optional.of(read(Answer.ACCEPTED, body));
            case 403 -> Optional.of(read(Answer.BLOCKED, body));
            case 422 -> Optional.of(read(Answer.REFUSED, body));
            case 408, 429, 500, 502, 503, 504 -> Optional.empty();
            default -> throw new UnexpectedAnswerException("answered by " + status + ": " + body);
        };
    }

    private static Told read(Answer answer, String body) throws IOException {
        JsonNode json = JSON.readTree(body);
        return new Told(
                answer,
                member(json.path("governance_check"), "decision_id"),
                member(json, "execution_id").or(() -> member(json, "agent_execution_id")));
    }

    private static Optional<String> member(JsonNode json, String name) {
        return Optional.of(json.path(name).asText()).filter(text -> !text.isEmpty());
    }
}
