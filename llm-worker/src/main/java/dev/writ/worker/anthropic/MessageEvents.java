package dev.writ.worker.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import dev.writ.worker.http.Answer;
import dev.writ.worker.http.Dialect.EventReader;
import dev.writ.worker.http.Json;
import dev.writ.worker.http.ProviderError;
import dev.writ.worker.http.SseEvent;
import dev.writ.worker.http.SseProtocolException;

/**
 * Reads the events of a streamed message (Anthropic API reference, "Streaming Messages"). Events and blocks of unknown
 * types are left out, as the API's versioning asks for. The reason to stop becomes the OpenAI dialect's word.
 */
final class MessageEvents implements EventReader {

    private int inputTokens;

    @Override
    public void take(SseEvent event, Answer answer) throws SseProtocolException, InterruptedException {
        JsonNode data = Json.object(event.data());
        int block = data.path("index").asInt(0);
        switch (data.path("type").asText("")) {
            case "message_start" -> inputTokens = inputOf(data.path("message").path("usage"), inputTokens);
            case "content_block_start" -> start(block, data.path("content_block"), answer);
            case "content_block_delta" -> delta(block, data.path("delta"), answer);
            case "content_block_stop" -> answer.toolCallsAreWhole();
            case "message_delta" -> end(data, answer);
            case "message_stop" -> answer.done();
            case "error" -> fail(data, answer);
            default -> ignore();
        }
    }

    private static void start(int block, JsonNode content, Answer answer) throws InterruptedException {
        switch (content.path("type").asText("")) {
            case "text" -> answer.text(content.path("text").asText(""));
            case "tool_use" ->
                answer.toolCallBegins(
                        block,
                        content.path("id").asText(""),
                        content.path("name").asText(""));
            default -> ignore();
        }
    }

    private static void delta(int block, JsonNode delta, Answer answer)
            throws SseProtocolException, InterruptedException {
        switch (delta.path("type").asText("")) {
            case "text_delta" -> answer.text(delta.path("text").asText(""));
            case "input_json_delta" -> {
                if (answer.hasToolCall(block)) { // Tools that run at the provider write arguments too.
                    answer.toolArguments(block, delta.path("partial_json").asText(""));
                }
            }
            default -> ignore();
        }
    }

    private static void fail(JsonNode data, Answer answer) {
        ProviderError error = Json.errorIn(data);
        answer.failed(error == null ? new ProviderError("", null) : error);
    }

    private void end(JsonNode data, Answer answer) {
        JsonNode usage = data.path("usage");
        if (usage.path("output_tokens").canConvertToInt()) {
            answer.counted(
                    inputOf(usage, inputTokens), usage.path("output_tokens").intValue());
        }
        String reason = data.path("delta").path("stop_reason").asText("");
        if (!reason.isEmpty()) {
            answer.finished(
                    switch (reason) {
                        case "end_turn", "stop_sequence" -> "stop";
                        case "max_tokens", "model_context_window_exceeded" -> "length";
                        case "tool_use" -> "tool_calls";
                        case "refusal" -> "content_filter";
                        default -> reason;
                    });
        }
    }

    /** All that was read, what came out of a cache included. */
    private static int inputOf(JsonNode usage, int otherwise) {
        return usage.path("input_tokens").canConvertToInt()
                ? usage.path("input_tokens").intValue()
                        + usage.path("cache_creation_input_tokens").asInt(0)
                        + usage.path("cache_read_input_tokens").asInt(0)
                : otherwise;
    }

    private static void ignore() {
        // Of no use here.
    }
}
