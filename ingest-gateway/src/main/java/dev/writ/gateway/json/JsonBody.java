package dev.writ.gateway.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.writ.gateway.http.Exchange;
import dev.writ.gateway.http.Problem;
import dev.writ.gateway.http.ProblemException;
import dev.writ.schemas.Ids;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A request's body.
 *
 * @param value what it says
 * @param hash SHA-256 in hex of its canonical form, so that a retry that merely orders members otherwise is the same
 */
public record JsonBody(JsonNode value, String hash) {

    private static final Pattern MEDIA_TYPE =
            Pattern.compile("application/json[ \t]*(;[ \t]*charset[ \t]*=[ \t]*\"?utf-8\"?[ \t]*)?");

    /**
     * Reads the body, which must be there.
     *
     * @throws ProblemException 415 if it is not sent as application/json, 400 if it is not strict JSON
     */
    public static JsonBody read(Exchange exchange) throws InterruptedException {
        requireJson(exchange);
        return of(StrictJson.parse(exchange.body()));
    }

    /**
     * Reads the body; an absent one is an empty object, but from no page: a browser lets any page send a request without a body, and asks
     * the server first for one with JSON.
     *
     * @throws ProblemException as {@link #read} does
     */
    public static JsonBody readOptional(Exchange exchange) throws InterruptedException {
        if (exchange.headers("Content-Type").isEmpty()
                && exchange.headers("Origin").isEmpty()) {
            byte[] body = exchange.body();
            if (body.length == 0) {
                return of(JsonNodeFactory.instance.objectNode());
            }
        }
        return read(exchange);
    }

    /** The members of the body, which must be an object. */
    public Members members() {
        return Members.of(value);
    }

    private static JsonBody of(JsonNode value) {
        return new JsonBody(value, Ids.sha256Hex(StrictJson.canonical(value).getBytes(StandardCharsets.UTF_8)));
    }

    private static void requireJson(Exchange exchange) {
        boolean json = exchange.header("Content-Type")
                .map(type -> MEDIA_TYPE
                        .matcher(type.strip().toLowerCase(Locale.ROOT))
                        .matches())
                .orElse(false);
        if (!json) {
            throw new ProblemException(Problem.of(
                            415,
                            "media_type",
                            "Unsupported media type",
                            "The body must be sent as application/json in UTF-8.")
                    .withHeader("Accept", "application/json"));
        }
    }
}
