package dev.writ.sink.rebuild;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * The tables at one moment.
 *
 * @param contents by table, in the order in which they are told
 * @param positions the next offset of each partition of the log that was read
 */
public record Snapshot(Map<String, Content> contents, Map<TopicPartition, Long> positions) {

    public Snapshot {
        contents = Collections.unmodifiableMap(new LinkedHashMap<>(contents));
        positions = Map.copyOf(positions);
    }

    /** The rows of all tables. */
    public long rows() {
        return contents.values().stream().mapToLong(Content::rows).sum();
    }
}
