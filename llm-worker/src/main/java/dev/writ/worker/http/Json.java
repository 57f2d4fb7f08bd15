package dev.writ.worker.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.jspecify.annotations.Nullable;

/** JSON as providers send it. */
public final class Json {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    /**
     * The object that an event's data is.
     *
     * @throws SseProtocolException if it is not a JSON object
     */
    public static JsonNode object(String data) throws SseProtocolException {
        JsonNode node;
        try {
            node = MAPPER.readTree(data);
        } catch (JsonProcessingException e) {
            throw new SseProtocolException("an event of the stream is not JSON");
        }
        if (!node.isObject()) {
            throw new SseProtocolException("an event of the stream is not a JSON object");
        }
        return node;
    }

    /**
     * The value of a JSON text.
     *
     * @throws IllegalArgumentException if it is none; without the text
     */
    public static JsonNode value(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException _) {
            throw new IllegalArgumentException("a text of the request is not JSON");
        }
    }

    /** The error in an object; null if there is none. */
    public static @Nullable ProviderError errorIn(JsonNode node) {
        JsonNode error = node.path("error");
        return error.isMissingNode() || error.isNull() ? null : ProviderError.of(error);
    }

    /** The error in a body; null if the text is none. */
    static @Nullable ProviderError errorInBody(String body) {
        try {
            return errorIn(MAPPER.readTree(body));
        } catch (JsonProcessingException e) {
            return null;
        }
    }
}
