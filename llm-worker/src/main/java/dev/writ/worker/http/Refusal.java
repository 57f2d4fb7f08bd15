package dev.writ.worker.http;

import dev.writ.worker.provider.ErrorCode;
import dev.writ.worker.provider.StreamOutcome;
import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Turns an answer other than 200 into an outcome.
 *
 * @param cleaner takes keys out of messages: servers do echo them
 * @param clock for a Retry-After that is a date
 */
record Refusal(UnaryOperator<String> cleaner, InstantSource clock) {

    private static final int LONGEST_MESSAGE = 300;

    /**
     * @param status the HTTP status, not 200
     * @param body the body, or its start; may be empty
     */
    Try of(int status, HttpHeaders headers, String body) {
        String said = "the provider answered " + status;
        return switch (status) {
            case 401 -> finalFailure(ErrorCode.UPSTREAM_UNAUTHORIZED, said + ": it does not accept the key");
            case 403 -> finalFailure(ErrorCode.UPSTREAM_FORBIDDEN, said + ": the key may not do this");
            case 429 -> repeatable(ErrorCode.UPSTREAM_RATE_LIMITED, withReason(said, body), headers);
            default ->
                status >= 500
                        ? repeatable(ErrorCode.UPSTREAM_UNAVAILABLE, withReason(said, body), headers)
                        : finalFailure(ErrorCode.UPSTREAM_REJECTED, withReason(said, body));
        };
    }

    /** A server's own words, without the key and not too long. */
    String clean(String message) {
        String clean = cleaner.apply(message);
        return clean.codePointCount(0, clean.length()) <= LONGEST_MESSAGE
                ? clean
                : clean.substring(0, clean.offsetByCodePoints(0, LONGEST_MESSAGE));
    }

    private String withReason(String said, String body) {
        @Nullable String reason = Json.errorMessage(body);
        return reason == null ? said : said + ": " + clean(reason);
    }

    private static Try finalFailure(ErrorCode code, String message) {
        return new Try.Final(new StreamOutcome.Failed(code, message));
    }

    private Try repeatable(ErrorCode code, String message, HttpHeaders headers) {
        return new Try.Repeatable(new StreamOutcome.Failed(code, message), retryAfter(headers));
    }

    /** RFC 9110, section 10.2.3: seconds or a date; anything else counts as absent. */
    private Optional<Duration> retryAfter(HttpHeaders headers) {
        String value = headers.firstValue("retry-after").orElse("").strip();
        if (value.matches("\\d{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
        }
        try {
            Instant at = DateTimeFormatter.RFC_1123_DATE_TIME.parse(value, Instant::from);
            Duration wait = Duration.between(clock.instant(), at);
            return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
