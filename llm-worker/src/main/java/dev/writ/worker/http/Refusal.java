package dev.writ.worker.http;

import dev.writ.schemas.event.Usage;
import dev.writ.worker.provider.ErrorCode;
import dev.writ.worker.provider.StreamOutcome.Failed;
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
 * Turns an answer other than 200, and whatever else a provider reports as an error, into an outcome. Its message is ours, with
 * the error's type and code; what the provider says stands beside it, for it may repeat the prompt.
 *
 * @param cleaner takes keys out of messages: servers do echo them
 * @param clock for a Retry-After that is a date
 */
record Refusal(UnaryOperator<String> cleaner, InstantSource clock) {

    private static final int LONGEST_MESSAGE = 300;
    private static final String OTHER = "other";

    /**
     * @param status the HTTP status, not 200
     * @param body the body, or its start; may be empty
     */
    Try of(int status, HttpHeaders headers, String body) {
        String said = "the provider answered " + status;
        @Nullable ProviderError error = Json.errorInBody(body);
        return switch (status) {
            case 401 ->
                new Try.Final(new Failed(ErrorCode.UPSTREAM_UNAUTHORIZED, said + ": it does not accept the key"));
            case 403 -> new Try.Final(new Failed(ErrorCode.UPSTREAM_FORBIDDEN, said + ": the key may not do this"));
            case 429 -> repeatable(reported(ErrorCode.UPSTREAM_RATE_LIMITED, said, error, null), headers);
            default ->
                status >= 500
                        ? repeatable(reported(ErrorCode.UPSTREAM_UNAVAILABLE, said, error, null), headers)
                        : new Try.Final(reported(ErrorCode.UPSTREAM_REJECTED, said, error, null));
        };
    }

    /**
     * An error that is reported under status 200.
     *
     * @param message our sentence, to which the error's type and code are added
     */
    Failed reported(String message, ProviderError error, @Nullable Usage usage) {
        return reported(ErrorCode.UPSTREAM_ERROR, message, error, usage);
    }

    /** @param said the words of others; null if there are none */
    Failed failed(ErrorCode code, String message, @Nullable String said, @Nullable Usage usage) {
        return new Failed(code, cleaner.apply(message), said == null ? null : shortened(cleaner.apply(said)), usage);
    }

    /** A provider's word; "other" if it is none, but a sentence. */
    String word(String said) {
        return ProviderError.isWord(said) ? cleaner.apply(said) : OTHER;
    }

    private Failed reported(ErrorCode code, String message, @Nullable ProviderError error, @Nullable Usage usage) {
        if (error == null) {
            return failed(code, message, null, usage);
        }
        String named = error.name().isEmpty() ? message : message + " (" + error.name() + ")";
        return failed(code, named, error.sentence(), usage);
    }

    private static String shortened(String said) {
        return said.codePointCount(0, said.length()) <= LONGEST_MESSAGE
                ? said
                : said.substring(0, said.offsetByCodePoints(0, LONGEST_MESSAGE));
    }

    private Try repeatable(Failed failed, HttpHeaders headers) {
        return new Try.Repeatable(failed, retryAfter(headers));
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
