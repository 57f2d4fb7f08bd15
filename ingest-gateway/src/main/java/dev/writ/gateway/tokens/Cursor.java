package dev.writ.gateway.tokens;

import dev.writ.gateway.http.ProblemException;
import dev.writ.gateway.http.Problems;
import dev.writ.schemas.event.TokenEvent;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far a reader of one stream has got: the id of the last server-sent event it saw. {@code attempt.seq.offset} is behind
 * an event of writ.tokens, {@code attempt.seq.offset.reset} before it, behind the reset that leads to it, and {@code
 * attempt.seq.stored} behind a message that was told without tokens, which are gone or never were; its seq counts these
 * messages.
 *
 * @param attempt 1 or more; 0 only if no model was ever called
 * @param seq 0 or more
 * @param offset in the stream's partition of writ.tokens; alone decides what comes next; 0 if the place is STORED
 * @param place where the reader stands
 */
public record Cursor(int attempt, long seq, long offset, Place place) {

    /** Where a cursor stands: behind its event, before it, or where events no longer count. */
    public enum Place {
        BEHIND,
        BEFORE,
        STORED
    }

    private static final Pattern FORMAT = Pattern.compile("([1-9]\\d{0,8})\\.(\\d{1,18})\\.(\\d{1,18})(\\.reset)?");
    private static final Pattern STORED = Pattern.compile("(0|[1-9]\\d{0,8})\\.(\\d{1,9})\\.stored");

    /** A cursor behind an event. */
    public Cursor(int attempt, long seq, long offset) {
        this(attempt, seq, offset, Place.BEHIND);
    }

    /**
     * Reads the header field Last-Event-ID; an empty one is none.
     *
     * @throws ProblemException 400 if it is malformed
     */
    public static Optional<Cursor> parse(Optional<String> lastEventId) {
        if (lastEventId.filter(text -> !text.isEmpty()).isEmpty()) {
            return Optional.empty();
        }
        Matcher stored = STORED.matcher(lastEventId.get());
        if (stored.matches()) {
            return Optional.of(stored(Integer.parseInt(stored.group(1)), Long.parseLong(stored.group(2))));
        }
        Matcher matcher = FORMAT.matcher(lastEventId.get());
        if (!matcher.matches()) {
            throw new ProblemException(
                    Problems.invalidHeader("Last-Event-ID", "It must be the id of an event of this stream."));
        }
        return Optional.of(new Cursor(
                Integer.parseInt(matcher.group(1)),
                Long.parseLong(matcher.group(2)),
                Long.parseLong(matcher.group(3)),
                matcher.group(4) == null ? Place.BEHIND : Place.BEFORE));
    }

    static Cursor of(TokenEvent event, long offset) {
        return new Cursor(event.getAttempt(), event.getSeq(), offset);
    }

    static Cursor before(TokenEvent event, long offset) {
        return new Cursor(event.getAttempt(), event.getSeq(), offset, Place.BEFORE);
    }

    static Cursor stored(int attempt, long seq) {
        return new Cursor(attempt, seq, 0, Place.STORED);
    }

    /** Whether it names this event. */
    boolean names(TokenEvent event, long at) {
        return place != Place.STORED && offset == at && attempt == event.getAttempt() && seq == event.getSeq();
    }

    /** The last offset that needs no telling again. */
    long lastTold() {
        return place == Place.BEHIND ? offset : offset - 1;
    }

    @Override
    public String toString() {
        return switch (place) {
            case BEHIND -> attempt + "." + seq + "." + offset;
            case BEFORE -> attempt + "." + seq + "." + offset + ".reset";
            case STORED -> attempt + "." + seq + ".stored";
        };
    }
}
