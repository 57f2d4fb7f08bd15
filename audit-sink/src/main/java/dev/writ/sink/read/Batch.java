package dev.writ.sink.read;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * What one transaction writes.
 *
 * @param entries in the order of the log within each partition; one or more
 * @param moves how the position of each partition changes
 */
public record Batch(List<Entry> entries, Map<TopicPartition, Move> moves) {

    /**
     * A change of position.
     *
     * @param from the next offset before, 0 or more
     * @param to the next offset behind the batch, above from
     */
    public record Move(long from, long to) {}

    public Batch {
        entries = List.copyOf(entries);
        moves = Map.copyOf(moves);
    }
}
