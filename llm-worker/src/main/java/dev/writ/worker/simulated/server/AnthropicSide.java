package dev.writ.worker.simulated.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.writ.schemas.event.ChatMessage;
import dev.writ.schemas.event.ToolCall;
import dev.writ.worker.simulated.SimulatedAnswer;
import java.util.ArrayList;
import java.util.List;

/** Messages (Anthropic API reference, "Messages" and "Streaming Messages"). */
final class AnthropicSide implements ServerDialect {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public String word() {
        return "anthropic";
    }

    @Override
    public Asked read(JsonNode body) {
        String model = body.path("model").asText("");
        if (model.isEmpty()
                || !body.path("messages").isArray()
                || !body.path("max_tokens").isInt()) {
            throw new IllegalArgumentException("model, messages and max_tokens are required");
        }
        List<ChatMessage> messages = new ArrayList<>();
        if (!body.path("system").isMissingNode()) {
            messages.add(Asked.message("system", text(body.path("system"))));
        }
        for (JsonNode message : body.path("messages")) {
            boolean result = "tool_result".equals(message.at("/content/0/type").asText(""));
            String role = result ? "tool" : message.path("role").asText("");
            messages.add(Asked.message(role, text(message.path("content"))));
        }
        return new Asked(
                model,
                messages,
                !body.path("tools").isEmpty()
                        && !body.at("/tool_choice/type").asText("").equals("none"),
                Math.max(1, body.path("max_tokens").intValue()),
                body.path("stream").asBoolean(),
                true);
    }

    @Override
    public String error(int status, String message) {
        return "{\"type\":\"error\",\"error\":{\"type\":\"" + type(status) + "\",\"message\":" + Quoted.json(message)
                + "}}";
    }

    @Override
    public String errorFrame(String message) {
        return event("error", error(529, message));
    }

    @Override
    public String whole(Asked asked, SimulatedAnswer answer, String id) {
        ObjectNode whole = JsonNodeFactory.instance.objectNode();
        whole.put("id", "msg_" + id).put("type", "message").put("role", "assistant");
        whole.put("model", asked.model());
        ArrayNode content = whole.putArray("content");
        if (!answer.tokens().isEmpty()) {
            content.addObject().put("type", "text").put("text", String.join("", answer.tokens()));
        }
        for (ToolCall call : answer.toolCalls()) {
            content.addObject()
                    .put("type", "tool_use")
                    .put("id", call.getId())
                    .put("name", call.getName())
                    .set("input", json(call.getArguments()));
        }
        whole.put("stop_reason", AnthropicFrames.stopReason(answer)).putNull("stop_sequence");
        whole.putObject("usage").put("input_tokens", answer.inputTokens()).put("output_tokens", answer.outputTokens());
        return whole.toString();
    }

    @Override
    public Frames frames(Asked asked, String id) {
        return new AnthropicFrames(asked.model(), id);
    }

    static String event(String type, String data) {
        return "event: " + type + "\ndata: " + data + "\n\n";
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("simulated arguments are JSON", e);
        }
    }

    /** A bare text, or blocks of which those of text and of tool results say something. */
    private static String text(JsonNode content) {
        if (content.isTextual()) {
            return content.textValue();
        }
        StringBuilder text = new StringBuilder();
        for (JsonNode block : content) {
            text.append(
                    block.path("type").asText("").equals("tool_result")
                            ? text(block.path("content"))
                            : block.path("text").asText(""));
        }
        return text.toString();
    }

    private static String type(int status) {
        return switch (status) {
            case 400 -> "invalid_request_error";
            case 401 -> "authentication_error";
            case 404 -> "not_found_error";
            case 429 -> "rate_limit_error";
            case 529 -> "overloaded_error";
            default -> "api_error";
        };
    }
}
