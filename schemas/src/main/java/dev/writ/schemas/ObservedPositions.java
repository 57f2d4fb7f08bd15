package dev.writ.schemas;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * How much of the state topics a requester had seen when it asked. A decision waits until it has seen as much, so that
 * whoever changed an agent and then asks is answered by the change. In a record it is the header {@code writ-observed},
 * such as {@code writ.agents-2@17,writ.sessions-0@4}.
 *
 * @param offsets the last offset seen, by partition; 0 or more
 */
public record ObservedPositions(Map<TopicPartition, Long> offsets) {

    /** The header's name. */
    public static final String HEADER = "writ-observed";

    /** Nothing seen. */
    public static final ObservedPositions NONE = new ObservedPositions(Map.of());

    private static final Pattern ENTRY = Pattern.compile("([A-Za-z0-9._-]{1,249})-(\\d{1,9})@(\\d{1,18})");
    private static final Comparator<TopicPartition> ORDER =
            Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition);

    public ObservedPositions {
        offsets = Map.copyOf(offsets);
    }

    /**
     * Reads the header.
     *
     * @throws IllegalArgumentException if it is there and malformed
     */
    public static ObservedPositions readFrom(Headers headers) {
        Header header = headers.lastHeader(HEADER);
        if (header == null || header.value() == null || header.value().length == 0) {
            return NONE;
        }
        Map<TopicPartition, Long> offsets = new TreeMap<>(ORDER);
        for (String entry : new String(header.value(), StandardCharsets.UTF_8).split(",", -1)) {
            Matcher matcher = ENTRY.matcher(entry);
            if (!matcher.matches()) {
                throw new IllegalArgumentException(
                        "header " + HEADER + " must be a list of topic-partition@offset, separated by commas");
            }
            offsets.put(
                    new TopicPartition(matcher.group(1), Integer.parseInt(matcher.group(2))),
                    Long.valueOf(matcher.group(3)));
        }
        return new ObservedPositions(offsets);
    }

    /** Sets the header, unless nothing was seen. */
    public void writeTo(Headers headers) {
        headers.remove(HEADER);
        if (!offsets.isEmpty()) {
            headers.add(HEADER, toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    @Override
    public String toString() {
        return offsets.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(ORDER))
                .map(entry -> entry.getKey() + "@" + entry.getValue())
                .collect(Collectors.joining(","));
    }
}
