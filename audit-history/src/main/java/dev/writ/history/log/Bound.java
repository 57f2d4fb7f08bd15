package dev.writ.history.log;

import java.time.Instant;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** Where the reading of a log begins or ends. */
public sealed interface Bound {

    /** The first record that there is; as an end, the last one that there is when the reading begins. */
    Bound OPEN = new Open();

    /** No bound but the log's own. */
    record Open() implements Bound {}

    /**
     * A time of records.
     *
     * @param at the first of the range's records is as late or later; as an end, all are earlier
     */
    record Time(Instant at) implements Bound {}

    /**
     * A position in each of some partitions; others are not read.
     *
     * @param byPartition the first offset to read, 0 or more; as an end, the first one not to read
     */
    record Offsets(Map<TopicPartition, Long> byPartition) implements Bound {

        public Offsets {
            byPartition = Map.copyOf(byPartition);
        }
    }
}
