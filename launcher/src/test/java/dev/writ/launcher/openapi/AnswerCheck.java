package dev.writ.launcher.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

/** Holds answers against the document. */
final class AnswerCheck {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ERROR = "/components/schemas/CompletionError";

    private final OpenApiDocument document;

    AnswerCheck(OpenApiDocument document) {
        this.document = document;
    }

    /**
     * What of an answer is not as the document says, one line each.
     *
     * @param body of an event stream, its beginning is enough
     */
    List<String> violations(Operation operation, HttpResponse<?> answer, String body) {
        JsonNode response = document.response(operation, answer.statusCode());
        String mediaType = answer.headers().firstValue("Content-Type").orElse("");
        if (mediaType.isEmpty()) {
            return response.has("content") ? List.of("nothing is answered") : List.of();
        }
        JsonNode content = response.path("content").path(mediaType);
        if (content.isMissingNode()) {
            return List.of("there is no " + mediaType + " with " + answer.statusCode());
        }
        JsonNode schema = content.path("schema");
        return switch (mediaType) {
            case "application/json", "application/problem+json" -> document.violations(schema, json(body));
            case "text/event-stream" -> events(document.resolved(schema), body);
            default -> List.of();
        };
    }

    private List<String> events(JsonNode stream, String body) {
        List<String> violations = new ArrayList<>();
        for (String event : body.split("\n\n", -1)) {
            String name = "";
            String data = "";
            for (String line : event.split("\n", -1)) {
                name = line.startsWith("event: ") ? line.substring("event: ".length()) : name;
                data = line.startsWith("data: ") ? line.substring("data: ".length()) : data;
            }
            if (!data.isEmpty() && !data.equals("[DONE]")) {
                violations.addAll(event(stream, name, json(data)));
            }
        }
        return violations;
    }

    private List<String> event(JsonNode stream, String name, JsonNode data) {
        JsonNode schema =
                name.isEmpty() ? stream.path("x-data") : stream.path("x-events").path(name);
        if (schema.isMissingNode()) {
            return List.of("there is no event of the name '" + name + "'");
        }
        return document.violations(
                data.has("error") && name.isEmpty() ? document.root().at(ERROR) : schema, data);
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(text, e);
        }
    }
}
