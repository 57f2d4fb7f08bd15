package dev.writ.history.log;

import java.time.Instant;
import java.util.List;

/**
 * A part of some topics.
 *
 * @param topics their names, one or more
 * @param from where it begins
 * @param to where it ends
 */
public record LogRange(List<String> topics, Bound from, Bound to) {

    /** @throws BadRangeException if it ends before it begins */
    public LogRange {
        topics = List.copyOf(topics);
        if (topics.isEmpty()) {
            throw new IllegalArgumentException("a range is of one topic or more");
        }
        if (from instanceof Bound.Time(Instant first)
                && to instanceof Bound.Time(Instant last)
                && !first.isBefore(last)) {
            throw new BadRangeException("the range must end later than it begins, not at " + last + " from " + first);
        }
    }

    /** Everything that there is when the reading begins. */
    public static LogRange all(List<String> topics) {
        return new LogRange(topics, Bound.OPEN, Bound.OPEN);
    }

    /** Whether the range has records of the time, in milliseconds since 1970. */
    boolean hasTime(long timestamp) {
        return !(from instanceof Bound.Time(Instant first) && timestamp < first.toEpochMilli())
                && !(to instanceof Bound.Time(Instant last) && timestamp >= last.toEpochMilli());
    }
}
