package dev.writ.worker.anthropic;

import dev.writ.schemas.event.CompletionRequested;
import dev.writ.worker.http.Dialect;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.types.Password;

/**
 * Anthropic Messages.
 *
 * @param version of the API, such as 2023-06-01
 */
public record AnthropicDialect(String version) implements Dialect {

    @Override
    public String path() {
        return "/v1/messages";
    }

    @Override
    public Map<String, String> headers(Password key) {
        Map<String, String> headers = new HashMap<>(Map.of("anthropic-version", version));
        if (!key.value().isEmpty()) {
            headers.put("x-api-key", key.value());
        }
        return headers;
    }

    @Override
    public String body(CompletionRequested request, String model) {
        return MessagesBody.of(request, model);
    }

    @Override
    public EventReader reader() {
        return new MessageEvents();
    }
}
