package dev.writ.worker.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.writ.schemas.event.CompletionRequested;
import dev.writ.worker.http.Json;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes the body of POST /v1/messages (Anthropic API reference, "Messages") from a request in the OpenAI dialect. */
final class MessagesBody {

    /** Anthropic's range is 0 to 1. */
    private static final double HOTTEST = 1.0;

    private MessagesBody() {}

    /** The body as JSON; asks for a stream. */
    static String of(CompletionRequested request, String model) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("model", model);
        body.put("max_tokens", request.getMaxTokens());
        body.put("stream", true);
        String system = request.getMessages().stream()
                .filter(message -> Conversation.isSystem(message.getRole()))
                .map(message -> message.getContent())
                .collect(Collectors.joining("\n\n"));
        if (!system.isEmpty()) {
            body.put("system", system);
        }
        Conversation.write(request.getMessages(), body.putArray("messages"));
        writeParameters(request, body);
        writeTools(request, body);
        return body.toString();
    }

    /** Newer models refuse temperature and top_p together: who asks for top_p means it. */
    private static void writeParameters(CompletionRequested request, ObjectNode body) {
        Map<String, String> parameters = request.getParameters();
        if (parameters.containsKey("top_p")) {
            body.set("top_p", Json.value(parameters.get("top_p")));
        } else {
            body.put("temperature", Math.min(HOTTEST, request.getTemperature()));
        }
        if (parameters.containsKey("stop")) {
            JsonNode stop = Json.value(parameters.get("stop"));
            if (stop.isArray()) {
                body.set("stop_sequences", stop);
            } else if (stop.isTextual()) {
                body.putArray("stop_sequences").add(stop);
            }
        }
        if (parameters.containsKey("user")) {
            body.putObject("metadata").set("user_id", Json.value(parameters.get("user")));
        }
    }

    private static void writeTools(CompletionRequested request, ObjectNode body) {
        if (request.getTools().isEmpty()) {
            return;
        }
        ArrayNode tools = body.putArray("tools");
        for (String definition : request.getTools()) {
            JsonNode function = Json.value(definition).path("function");
            if (function.has("name")) {
                ObjectNode tool = tools.addObject();
                tool.set("name", function.get("name"));
                if (function.has("description")) {
                    tool.set("description", function.get("description"));
                }
                tool.set(
                        "input_schema",
                        function.path("parameters").isObject()
                                ? function.get("parameters")
                                : JsonNodeFactory.instance.objectNode().put("type", "object"));
            }
        }
        boolean oneAtATime = "false".equals(request.getParameters().getOrDefault("parallel_tool_calls", "true"));
        ObjectNode choice = choice(request.getToolChoice().map(Json::value).orElse(null));
        if (oneAtATime && !choice.path("type").asText("").equals("none")) {
            choice.put("disable_parallel_tool_use", true);
        }
        body.set("tool_choice", choice);
    }

    private static ObjectNode choice(@Nullable JsonNode asked) {
        ObjectNode choice = JsonNodeFactory.instance.objectNode();
        if (asked != null && asked.at("/function/name").isTextual()) {
            return choice.put("type", "tool")
                    .put("name", asked.at("/function/name").textValue());
        }
        return choice.put(
                "type",
                switch (asked == null ? "auto" : asked.asText("auto")) {
                    case "none" -> "none";
                    case "required" -> "any";
                    default -> "auto";
                });
    }
}
