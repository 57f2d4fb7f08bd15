package dev.writ.history.log;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.TopicPartition;

/** Reads bounds as people write them: a time, how long ago, or offsets by partition. */
public final class BoundText {

    /** What {@link #parse} takes. */
    public static final String TAKEN =
            "a time such as 2026-11-28T09:00:00Z, how long ago such as 2h or PT2H, or offsets as PARTITION:OFFSET,...";

    private static final Pattern AGO = Pattern.compile("(?:(\\d+)d)?(?:(\\d+)h)?(?:(\\d+)m)?(?:(\\d+)s)?");
    private static final Pattern OFFSETS = Pattern.compile("\\d+:\\d+(?:,\\d+:\\d+)*");

    private BoundText() {}

    /**
     * A bound.
     *
     * @param topic whose partitions are meant
     * @param now from where to count back
     * @throws BadRangeException if the text is none
     */
    public static Bound parse(String text, String topic, Instant now) {
        try {
            return OFFSETS.matcher(text).matches()
                    ? offsets(text, topic)
                    : new Bound.Time(duration(text).map(now::minus).orElseGet(() -> time(text)));
        } catch (DateTimeException | ArithmeticException | NumberFormatException _) { // Out of their ranges.
            throw bad(text);
        }
    }

    private static Bound offsets(String text, String topic) {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        for (String entry : text.split(",", -1)) {
            int colon = entry.indexOf(':');
            TopicPartition partition = new TopicPartition(topic, Integer.parseInt(entry.substring(0, colon)));
            if (offsets.put(partition, Long.valueOf(entry.substring(colon + 1))) != null) {
                throw new BadRangeException("partition " + partition.partition() + " is named twice: " + text);
            }
        }
        return new Bound.Offsets(offsets);
    }

    private static Optional<Duration> duration(String text) {
        Matcher parts = AGO.matcher(text);
        if (!text.isEmpty() && parts.matches()) {
            return Optional.of(Duration.ofDays(part(parts, 1))
                    .plusHours(part(parts, 2))
                    .plusMinutes(part(parts, 3))
                    .plusSeconds(part(parts, 4)));
        }
        return text.startsWith("P") ? Optional.of(iso(text)) : Optional.empty();
    }

    private static Duration iso(String text) {
        Duration duration = Duration.parse(text);
        if (duration.isNegative()) {
            throw bad(text);
        }
        return duration;
    }

    private static long part(Matcher parts, int group) {
        return parts.group(group) == null ? 0 : Long.parseLong(parts.group(group));
    }

    private static Instant time(String text) {
        return OffsetDateTime.parse(text).toInstant();
    }

    private static BadRangeException bad(String text) {
        return new BadRangeException("must be " + TAKEN + ", not '" + text + "'");
    }
}
