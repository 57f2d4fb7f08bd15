package dev.writ.launcher.replay.http;

import dev.writ.history.log.BadRangeException;
import dev.writ.history.log.Bound;
import dev.writ.history.log.BoundText;
import dev.writ.history.log.LogRange;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Where a client of a replay stands: {@code FROM-TO/PARTITION:OFFSET,...}. The times of the range, in milliseconds since 1970
 * and empty if it has none, are those of its first request: "two hours ago" is another time when it comes back.
 *
 * @param notBefore records before this are not of the range
 * @param range what is left of the range
 */
record ReplayCursor(Optional<Instant> notBefore, LogRange range) {

    private static final Pattern FORM = Pattern.compile("(\\d{0,18})-(\\d{0,18})/(\\d+:\\d+(?:,\\d+:\\d+)*)");

    /** The cursor before a range. */
    static ReplayCursor before(LogRange range) {
        return new ReplayCursor(timeOf(range.from()), range);
    }

    /**
     * The cursor that a client sends back.
     *
     * @param asked the range of its request, of one topic
     * @throws BadRangeException if it is none
     */
    static ReplayCursor parse(String text, LogRange asked) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new BadRangeException("not the id of an event of a replay");
        }
        Bound behind = BoundText.parse(parts.group(3), asked.topics().getFirst(), Instant.EPOCH);
        Bound to = time(parts.group(2)).<Bound>map(Bound.Time::new).orElse(asked.to());
        return new ReplayCursor(time(parts.group(1)), new LogRange(asked.topics(), behind, to));
    }

    /** The cursor as a client gets it, behind what a reading has handed out. */
    String textBehind(Bound.Offsets behind) {
        String offsets = behind.byPartition().entrySet().stream()
                .sorted(Comparator.comparingInt(entry -> entry.getKey().partition()))
                .map(entry -> entry.getKey().partition() + ":" + entry.getValue())
                .collect(Collectors.joining(","));
        return text(notBefore) + "-" + text(timeOf(range.to())) + "/" + offsets;
    }

    /** Whether a record of this time is of the range, as far as its beginning goes. */
    boolean hasTime(long timestamp) {
        return notBefore.isEmpty() || timestamp >= notBefore.get().toEpochMilli();
    }

    private static Optional<Instant> timeOf(Bound bound) {
        return bound instanceof Bound.Time(Instant at) ? Optional.of(at) : Optional.empty();
    }

    private static Optional<Instant> time(String millis) {
        return millis.isEmpty() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(Long.parseLong(millis)));
    }

    private static String text(Optional<Instant> time) {
        return time.map(at -> Long.toString(Math.max(0, at.toEpochMilli()))).orElse("");
    }
}
