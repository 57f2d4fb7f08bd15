package dev.writ.worker.openai;

import dev.writ.schemas.event.CompletionRequested;
import dev.writ.worker.http.Dialect;
import java.util.Map;
import org.apache.kafka.common.config.types.Password;

/** OpenAI chat completions, which many servers speak. What a request has of the dialect goes on unchanged. */
public final class OpenAiDialect implements Dialect {

    @Override
    public String path() {
        return "/chat/completions";
    }

    @Override
    public Map<String, String> headers(Password key) {
        return key.value().isEmpty() ? Map.of() : Map.of("Authorization", "Bearer " + key.value());
    }

    @Override
    public String body(CompletionRequested request, String model) {
        return ChatCompletionBody.of(request, model);
    }

    @Override
    public EventReader reader() {
        return new ChunkEvents();
    }
}
