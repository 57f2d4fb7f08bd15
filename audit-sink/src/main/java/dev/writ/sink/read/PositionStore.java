package dev.writ.sink.read;

import java.util.Collection;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** Where the tables say that reading goes on. */
public interface PositionStore {

    /** The next offset of each of the partitions that has one. */
    Map<TopicPartition, Long> positionsOf(Collection<TopicPartition> partitions);

    /** Gives partitions their first position; one that has one keeps it. */
    void begin(Map<TopicPartition, Long> positions);
}
