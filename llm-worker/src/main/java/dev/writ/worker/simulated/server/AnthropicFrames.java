package dev.writ.worker.simulated.server;

import dev.writ.schemas.event.ToolCall;
import dev.writ.worker.simulated.SimulatedAnswer;
import java.util.ArrayList;
import java.util.List;

/** One streamed message: its start, its blocks one after the other, and its end. Not safe for use by several threads. */
final class AnthropicFrames implements ServerDialect.Frames {

    private static final String STOP_BLOCK = "content_block_stop";

    private final String model;
    private final String id;
    private int block = -1;
    private boolean inText;

    AnthropicFrames(String model, String id) {
        this.model = model;
        this.id = id;
    }

    static String stopReason(SimulatedAnswer answer) {
        return switch (answer.finishReason()) {
            case "length" -> "max_tokens";
            case "tool_calls" -> "tool_use";
            default -> "end_turn";
        };
    }

    @Override
    public String opening(SimulatedAnswer answer) {
        return AnthropicSide.event(
                        "message_start",
                        "{\"type\":\"message_start\",\"message\":{\"id\":\"msg_" + id
                                + "\",\"type\":\"message\",\"role\":\"assistant\",\"model\":" + Quoted.json(model)
                                + ",\"content\":[],\"stop_reason\":null,\"stop_sequence\":null,\"usage\":"
                                + "{\"input_tokens\":" + answer.inputTokens() + ",\"output_tokens\":1}}}")
                + AnthropicSide.event("ping", "{\"type\":\"ping\"}");
    }

    @Override
    public String text(String token) {
        String before = inText ? "" : start("{\"type\":\"text\",\"text\":\"\"}");
        inText = true;
        return before + delta("{\"type\":\"text_delta\",\"text\":" + Quoted.json(token) + "}");
    }

    @Override
    public List<String> toolCall(int index, ToolCall call) {
        List<String> frames = new ArrayList<>();
        frames.add(stopText()
                + start("{\"type\":\"tool_use\",\"id\":" + Quoted.json(call.getId()) + ",\"name\":"
                        + Quoted.json(call.getName()) + ",\"input\":{}}"));
        for (String piece : Quoted.pieces(call.getArguments())) {
            frames.add(delta("{\"type\":\"input_json_delta\",\"partial_json\":" + Quoted.json(piece) + "}"));
        }
        frames.set(frames.size() - 1, frames.getLast() + stop());
        return frames;
    }

    @Override
    public String finish(SimulatedAnswer answer) {
        return stopText()
                + AnthropicSide.event(
                        "message_delta",
                        "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"" + stopReason(answer)
                                + "\",\"stop_sequence\":null},\"usage\":{\"output_tokens\":" + answer.outputTokens()
                                + "}}");
    }

    @Override
    public String last() {
        return AnthropicSide.event("message_stop", "{\"type\":\"message_stop\"}");
    }

    private String start(String content) {
        block++;
        return AnthropicSide.event(
                "content_block_start",
                "{\"type\":\"content_block_start\",\"index\":" + block + ",\"content_block\":" + content + "}");
    }

    private String delta(String delta) {
        return AnthropicSide.event(
                "content_block_delta",
                "{\"type\":\"content_block_delta\",\"index\":" + block + ",\"delta\":" + delta + "}");
    }

    private String stopText() {
        String stop = inText ? stop() : "";
        inText = false;
        return stop;
    }

    private String stop() {
        return AnthropicSide.event(STOP_BLOCK, "{\"type\":\"" + STOP_BLOCK + "\",\"index\":" + block + "}");
    }
}
