package dev.writ.worker.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.writ.schemas.event.Usage;
import dev.writ.schemas.event.UsageSource;
import org.jspecify.annotations.Nullable;

/**
 * One chunk of a streamed chat completion (OpenAI API reference, "The chat completion chunk object").
 *
 * @param content the text of the first choice's delta; empty if none
 * @param finishReason why the first choice stopped; null while it goes on
 * @param usage the counts; null in all but one chunk
 * @param error the message of an error object in place of a chunk; null if none
 */
record ChatCompletionChunk(
        String content,
        @Nullable String finishReason,
        @Nullable Usage usage,
        @Nullable String error) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Reads the data of one event.
     *
     * @throws SseProtocolException if it is not a JSON object
     */
    static ChatCompletionChunk parse(String data) throws SseProtocolException {
        JsonNode node;
        try {
            node = JSON.readTree(data);
        } catch (JsonProcessingException e) {
            throw new SseProtocolException("an event of the stream is not JSON");
        }
        if (!node.isObject()) {
            throw new SseProtocolException("an event of the stream is not a JSON object");
        }
        String error = errorIn(node);
        if (error != null) {
            return new ChatCompletionChunk("", null, null, error);
        }
        JsonNode choice = node.path("choices").path(0);
        String finishReason = choice.path("finish_reason").textValue();
        return new ChatCompletionChunk(
                choice.path("delta").path("content").asText(""),
                finishReason == null || finishReason.isEmpty() ? null : finishReason,
                usageIn(node.path("usage")),
                null);
    }

    /** The message of an error body; null if the text is none. */
    static @Nullable String errorMessage(String body) {
        try {
            return errorIn(JSON.readTree(body));
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    /** Servers differ: an object with a message, or a bare text. */
    private static @Nullable String errorIn(JsonNode node) {
        JsonNode error = node.path("error");
        if (error.isMissingNode() || error.isNull()) {
            return null;
        }
        return error.isTextual() ? error.textValue() : error.path("message").asText("no message");
    }

    private static @Nullable Usage usageIn(JsonNode usage) {
        if (!usage.path("prompt_tokens").canConvertToInt()
                || !usage.path("completion_tokens").canConvertToInt()) {
            return null;
        }
        return new Usage(
                usage.path("prompt_tokens").intValue(),
                usage.path("completion_tokens").intValue(),
                UsageSource.PROVIDER);
    }
}
