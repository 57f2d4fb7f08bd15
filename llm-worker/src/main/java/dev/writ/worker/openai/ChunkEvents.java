package dev.writ.worker.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.writ.worker.http.Answer;
import dev.writ.worker.http.Dialect.EventReader;
import dev.writ.worker.http.Json;
import dev.writ.worker.http.ProviderError;
import dev.writ.worker.http.SseEvent;
import dev.writ.worker.http.SseProtocolException;

/** Reads chunks of a streamed chat completion (OpenAI API reference, "The chat completion chunk object"): the first choice. */
final class ChunkEvents implements EventReader {

    private static final String DONE = "[DONE]";

    @Override
    public void take(SseEvent event, Answer answer) throws SseProtocolException, InterruptedException {
        if (event.data().strip().equals(DONE)) {
            answer.done();
            return;
        }
        JsonNode chunk = Json.object(event.data());
        ProviderError error = Json.errorIn(chunk);
        if (error != null) {
            answer.failed(error);
            return;
        }
        JsonNode usage = chunk.path("usage");
        if (usage.path("prompt_tokens").canConvertToInt()
                && usage.path("completion_tokens").canConvertToInt()) {
            answer.counted(
                    usage.path("prompt_tokens").intValue(),
                    usage.path("completion_tokens").intValue());
        }
        JsonNode choice = chunk.path("choices").path(0);
        answer.text(choice.path("delta").path("content").asText(""));
        for (JsonNode call : choice.path("delta").path("tool_calls")) {
            take(call, answer);
        }
        String finishReason = choice.path("finish_reason").asText("");
        if (!finishReason.isEmpty()) {
            answer.toolCallsAreWhole();
            answer.finished(finishReason);
        }
    }

    /** The first piece of a call has its id and name; servers that send it whole may leave the index out. */
    private static void take(JsonNode call, Answer answer) throws SseProtocolException {
        int index = call.path("index").asInt(0);
        JsonNode function = call.path("function");
        String name = function.path("name").asText("");
        if (!name.isEmpty() && !answer.hasToolCall(index)) {
            answer.toolCallBegins(index, call.path("id").asText(""), name);
        }
        answer.toolArguments(index, function.path("arguments").asText(""));
    }
}
