package dev.writ.worker.simulated.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.writ.schemas.event.ChatMessage;
import dev.writ.schemas.event.ToolCall;
import dev.writ.worker.simulated.SimulatedAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Chat completions (OpenAI API reference, "Chat"). */
final class OpenAiSide implements ServerDialect {

    private static final int DEFAULT_TOKENS = 2000;

    @Override
    public String word() {
        return "openai";
    }

    @Override
    public Asked read(JsonNode body) {
        String model = body.path("model").asText("");
        if (model.isEmpty() || !body.path("messages").isArray()) {
            throw new IllegalArgumentException("model and messages are required");
        }
        List<ChatMessage> messages = new ArrayList<>();
        for (JsonNode message : body.path("messages")) {
            messages.add(Asked.message(message.path("role").asText(""), content(message.path("content"))));
        }
        int most =
                body.path("max_tokens").asInt(body.path("max_completion_tokens").asInt(DEFAULT_TOKENS));
        return new Asked(
                model,
                messages,
                !body.path("tools").isEmpty()
                        && !body.path("tool_choice").asText("").equals("none"),
                Math.max(1, most),
                body.path("stream").asBoolean(),
                body.path("stream_options").path("include_usage").asBoolean());
    }

    @Override
    public String error(int status, String message) {
        return "{\"error\":{\"message\":" + Quoted.json(message)
                + ",\"type\":\"simulated_error\",\"param\":null,\"code\":" + status + "}}";
    }

    @Override
    public String errorFrame(String message) {
        return "data: " + error(500, message) + "\n\n";
    }

    @Override
    public String whole(Asked asked, SimulatedAnswer answer, String id) {
        ObjectNode whole = JsonNodeFactory.instance.objectNode();
        whole.put("id", "chatcmpl-" + id).put("object", "chat.completion").put("created", 0);
        whole.put("model", asked.model());
        ObjectNode choice = whole.putArray("choices").addObject().put("index", 0);
        ObjectNode message = choice.putObject("message").put("role", "assistant");
        message.put("content", answer.toolCalls().isEmpty() ? String.join("", answer.tokens()) : null);
        if (!answer.toolCalls().isEmpty()) {
            ArrayNode calls = message.putArray("tool_calls");
            answer.toolCalls()
                    .forEach(call -> calls.addObject()
                            .put("id", call.getId())
                            .put("type", "function")
                            .putObject("function")
                            .put("name", call.getName())
                            .put("arguments", call.getArguments()));
        }
        choice.put("finish_reason", answer.finishReason());
        return whole.toString().replaceFirst("}$", ",\"usage\":" + usage(answer) + "}");
    }

    @Override
    public Frames frames(Asked asked, String id) {
        return new Chunks(asked, id);
    }

    private static String content(JsonNode content) {
        if (content.isTextual()) {
            return content.textValue();
        }
        return StreamSupport.stream(content.spliterator(), false)
                .map(part -> part.path("text").asText(""))
                .collect(Collectors.joining());
    }

    private static String usage(SimulatedAnswer answer) {
        int in = answer.inputTokens();
        int out = answer.outputTokens();
        return "{\"prompt_tokens\":" + in + ",\"completion_tokens\":" + out + ",\"total_tokens\":" + (in + out) + "}";
    }

    private record Chunks(Asked asked, String head) implements Frames {

        Chunks {
            head = "data: {\"id\":\"chatcmpl-" + head
                    + "\",\"object\":\"chat.completion.chunk\",\"created\":0,\"model\":" + Quoted.json(asked.model())
                    + ",\"choices\":[";
        }

        @Override
        public String opening(SimulatedAnswer answer) {
            return delta("{\"role\":\"assistant\",\"content\":\"\"}", "null");
        }

        @Override
        public String text(String token) {
            return delta("{\"content\":" + Quoted.json(token) + "}", "null");
        }

        @Override
        public List<String> toolCall(int index, ToolCall call) {
            List<String> frames = new ArrayList<>();
            frames.add(tool(
                    index,
                    "\"id\":" + Quoted.json(call.getId()) + ",\"type\":\"function\",\"function\":{\"name\":"
                            + Quoted.json(call.getName()) + ",\"arguments\":\"\"}"));
            for (String piece : Quoted.pieces(call.getArguments())) {
                frames.add(tool(index, "\"function\":{\"arguments\":" + Quoted.json(piece) + "}"));
            }
            return frames;
        }

        @Override
        public String finish(SimulatedAnswer answer) {
            String finish = delta("{}", Quoted.json(answer.finishReason()));
            return asked.includeUsage() ? finish + head + "],\"usage\":" + usage(answer) + "}\n\n" : finish;
        }

        @Override
        public String last() {
            return "data: [DONE]\n\n";
        }

        private String tool(int index, String rest) {
            return delta("{\"tool_calls\":[{\"index\":" + index + "," + rest + "}]}", "null");
        }

        private String delta(String delta, String finishReason) {
            return head + "{\"index\":0,\"delta\":" + delta + ",\"finish_reason\":" + finishReason + "}]}\n\n";
        }
    }
}
