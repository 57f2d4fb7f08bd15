package dev.writ.worker.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An error as a provider tells it.
 *
 * @param name its type and code, as far as they are words; empty if none is
 * @param sentence the provider's own, which may repeat the prompt or a key; null if there is none
 */
public record ProviderError(String name, @Nullable String sentence) {

    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

    /** Of the error member of an object, in either dialect: an object, or a bare text. */
    static ProviderError of(JsonNode error) {
        return error.isTextual()
                ? new ProviderError("", error.textValue())
                : new ProviderError(
                        Stream.of(error.path("type"), error.path("code"))
                                .filter(value -> value.isTextual() || value.isIntegralNumber())
                                .map(JsonNode::asText)
                                .filter(ProviderError::isWord)
                                .distinct()
                                .collect(Collectors.joining(", ")),
                        error.path("message").textValue());
    }

    /** Whether a text is one short word, which may stand where nobody's sentences may. */
    static boolean isWord(String text) {
        return WORD.matcher(text).matches();
    }
}
