package dev.writ.topology.io;

import dev.writ.schemas.event.RecordOrigin;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/**
 * How far each partition has been fetched. What somebody waits for is committed at once if no further record of its partition
 * is here, and else with those: one alone waits for nothing, and many share a commit. Safe for use by several threads.
 */
public final class Arrivals {

    private final Map<TopicPartition, Long> last = new ConcurrentHashMap<>();

    /** Notes records that were fetched. */
    public void came(ConsumerRecords<?, ?> records) {
        for (TopicPartition partition : records.partitions()) {
            last.put(partition, records.records(partition).getLast().offset());
        }
    }

    /** Whether no record behind this one has been fetched. */
    public boolean isLast(RecordOrigin origin) {
        Long fetched = last.get(new TopicPartition(origin.getTopic(), origin.getPartition()));
        return fetched == null || fetched <= origin.getOffset();
    }
}
