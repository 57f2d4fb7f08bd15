package dev.writ.gateway.tokens;

import dev.writ.gateway.http.ProblemException;
import dev.writ.gateway.http.Problems;
import dev.writ.schemas.event.TokenEvent;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far a reader of one stream has got: the id of the last server-sent event it saw, {@code attempt.seq.offset}.
 *
 * @param attempt 1 or more
 * @param seq 0 or more
 * @param offset in the stream's partition of writ.tokens; alone decides what comes next
 */
public record Cursor(int attempt, long seq, long offset) {

    private static final Pattern FORMAT = Pattern.compile("([1-9]\\d{0,8})\\.(\\d{1,18})\\.(\\d{1,18})");

    /**
     * Reads the header field Last-Event-ID; an empty one is none.
     *
     * @throws ProblemException 400 if it is malformed
     */
    public static Optional<Cursor> parse(Optional<String> lastEventId) {
        if (lastEventId.filter(text -> !text.isEmpty()).isEmpty()) {
            return Optional.empty();
        }
        Matcher matcher = FORMAT.matcher(lastEventId.get());
        if (!matcher.matches()) {
            throw new ProblemException(
                    Problems.invalidHeader("Last-Event-ID", "It must be the id of an event of this stream."));
        }
        return Optional.of(new Cursor(
                Integer.parseInt(matcher.group(1)),
                Long.parseLong(matcher.group(2)),
                Long.parseLong(matcher.group(3))));
    }

    static Cursor of(TokenEvent event, long offset) {
        return new Cursor(event.getAttempt(), event.getSeq(), offset);
    }

    @Override
    public String toString() {
        return attempt + "." + seq + "." + offset;
    }
}
