package dev.writ.gateway.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads application/x-www-form-urlencoded parameters of a URI's query, each name once. */
final class QueryString {

    private static final char REPLACEMENT = '\uFFFD';

    private QueryString() {}

    /**
     * The parameters in order.
     *
     * @param query without the question mark, still encoded; null has none
     * @throws ProblemException 400 if it is malformed or names a parameter twice
     */
    static Map<String, String> parse(@Nullable String query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (query == null || query.isEmpty()) {
            return parameters;
        }
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
            if (parameters.putIfAbsent(name, value) != null) {
                throw invalid("The query names a parameter twice.");
            }
        }
        return parameters;
    }

    private static String decode(String text) {
        String decoded;
        try {
            decoded = URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(problem("The query is not percent-encoded correctly."), e);
        }
        if (decoded.indexOf(REPLACEMENT) >= 0 || decoded.indexOf('\0') >= 0) {
            throw invalid("The query is not text in UTF-8.");
        }
        return decoded;
    }

    private static ProblemException invalid(String detail) {
        return new ProblemException(problem(detail));
    }

    private static Problem problem(String detail) {
        return Problem.of(400, "invalid_query", "Invalid request", detail);
    }
}
