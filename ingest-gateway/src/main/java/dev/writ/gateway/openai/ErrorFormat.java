package dev.writ.gateway.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.writ.gateway.http.Problem;
import dev.writ.gateway.http.ProblemFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Problems as the error objects of the OpenAI API reference, {@code {error: {message, type, param, code}}}. What a problem has
 * besides, such as governance_check, stands beside the error.
 */
public final class ErrorFormat implements ProblemFormat {

    private static final String BELOW = "/v1/";
    private static final String POINTER = "pointer";
    private static final String HEADER = "header";
    private static final String PARAMETER = "parameter";
    private static final Set<String> PLACES = Set.of(POINTER, HEADER, PARAMETER);

    @Override
    public boolean isFor(String path) {
        return path.startsWith(BELOW) || path.equals("/v1");
    }

    @Override
    public String mediaType() {
        return "application/json";
    }

    @Override
    public JsonNode write(Problem problem) {
        return error(problem);
    }

    /** The error object with what stands beside it. */
    static ObjectNode error(Problem problem) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.putObject("error")
                .put("message", problem.detail())
                .put("type", typeOf(problem.status()))
                .put("param", param(problem).orElse(null))
                .put("code", problem.code());
        problem.extensions().entrySet().stream()
                .filter(member -> !PLACES.contains(member.getKey()))
                .sorted(Map.Entry.comparingByKey())
                .forEach(member -> json.set(member.getKey(), member.getValue()));
        return json;
    }

    private static String typeOf(int status) {
        return switch (status) {
            case 401 -> "authentication_error";
            case 403 -> "permission_error";
            case 429 -> "rate_limit_error";
            default -> status < 500 ? "invalid_request_error" : "server_error";
        };
    }

    private static Optional<String> param(Problem problem) {
        return text(problem, POINTER)
                .filter(pointer -> !pointer.isEmpty())
                .map(ErrorFormat::pathOf)
                .or(() -> text(problem, HEADER))
                .or(() -> text(problem, PARAMETER));
    }

    private static Optional<String> text(Problem problem, String member) {
        return Optional.ofNullable(problem.extensions().get(member)).map(JsonNode::asText);
    }

    /** The pointer /messages/0/content as the dialect writes it, messages[0].content. */
    private static String pathOf(String pointer) {
        StringBuilder path = new StringBuilder();
        for (String step : pointer.substring(1).split("/", -1)) {
            if (step.matches("\\d+") && !path.isEmpty()) {
                path.append('[').append(step).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".")
                        .append(step.replace("~1", "/").replace("~0", "~"));
            }
        }
        return path.toString();
    }
}
