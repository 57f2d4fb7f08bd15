package dev.writ.gateway.request;

import dev.writ.gateway.http.Exchange;
import dev.writ.gateway.http.ProblemException;
import dev.writ.gateway.http.Problems;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The header field of draft-ietf-httpapi-idempotency-key-header: a structured-field string (RFC 9651), such as {@code
 * "8e03978e"}. The bare form that many clients send is the same key.
 */
final class IdempotencyKey {

    private static final String NAME = "Idempotency-Key";
    private static final int LONGEST = 255;
    private static final Pattern BARE = Pattern.compile("[A-Za-z0-9._:-]+");
    private static final Pattern QUOTED = Pattern.compile("\"(?:[ !#-\\[\\]-~]|\\\\[\"\\\\])+\"");

    private IdempotencyKey() {}

    /**
     * The key of a request.
     *
     * @throws ProblemException 400 if it is malformed, repeated, empty, or longer than 255 characters
     */
    static Optional<String> of(Exchange exchange) {
        return exchange.header(NAME).map(String::strip).map(IdempotencyKey::parse);
    }

    private static String parse(String field) {
        boolean quoted = QUOTED.matcher(field).matches();
        String key = quoted ? field.substring(1, field.length() - 1).replaceAll("\\\\(.)", "$1") : field;
        if ((!quoted && !BARE.matcher(field).matches()) || key.length() > LONGEST) {
            throw new ProblemException(
                    Problems.invalidHeader(NAME, "It must be a quoted string of 1 to 255 printable ASCII characters."));
        }
        return key;
    }
}
