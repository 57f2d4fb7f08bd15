package dev.writ.history.log;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Partitions merged into one order: by time, then topic and partition, each partition's records in their own order even where
 * a later one has an earlier time. The next record is known once every partition has one waiting, or has ended. Not for
 * several threads.
 */
final class PartitionMerge {

    /** By topic, then partition. */
    static final Comparator<TopicPartition> BY_PLACE =
            Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition);

    private static final int RECORD_OVERHEAD_BYTES = 256;

    private final Map<TopicPartition, Lane> lanes = new HashMap<>();
    private final PriorityQueue<Lane> heads =
            new PriorityQueue<>(Comparator.comparingLong(Lane::time).thenComparing(Lane::partition, BY_PLACE));
    private final long mostBytes;
    private int starving;
    private long waiting;

    /**
     * A merge of partitions that have not ended.
     *
     * @param mostBytes from so many bytes of waiting records on a partition is full
     */
    PartitionMerge(Collection<TopicPartition> partitions, long mostBytes) {
        this.mostBytes = mostBytes;
        partitions.forEach(partition -> lanes.put(partition, new Lane(partition)));
        starving = lanes.size();
    }

    /** Adds the next records of a partition that has not ended. */
    void add(TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> records) {
        if (records.isEmpty()) {
            return;
        }
        Lane lane = lane(partition);
        boolean starved = lane.isEmpty();
        records.forEach(lane::add);
        waiting += records.size();
        if (starved) {
            starving--;
            heads.add(lane);
        }
    }

    /** Says that nothing more comes of a partition; once for each. */
    void end(TopicPartition partition) {
        Lane lane = lane(partition);
        lane.ended = true;
        if (lane.isEmpty()) {
            starving--;
        }
    }

    /** Whether the next record is known, or that there is none. */
    boolean isReady() {
        return starving == 0;
    }

    /** Whether there is a next record; only to be asked if ready. */
    boolean hasNext() {
        return !heads.isEmpty();
    }

    /** Takes the next record, if there is one; only if ready. */
    Optional<ConsumerRecord<byte[], byte[]>> next() {
        Lane lane = heads.poll();
        if (lane == null) {
            return Optional.empty();
        }
        ConsumerRecord<byte[], byte[]> record = lane.take();
        waiting--;
        if (!lane.isEmpty()) {
            heads.add(lane);
        } else if (!lane.ended) {
            starving++;
        }
        return Optional.of(record);
    }

    /** Whether enough of a partition waits. */
    boolean isFull(TopicPartition partition) {
        return lane(partition).bytes >= mostBytes;
    }

    /** How many records wait. */
    long waiting() {
        return waiting;
    }

    private Lane lane(TopicPartition partition) {
        Lane lane = lanes.get(partition);
        if (lane == null) {
            throw new IllegalArgumentException(partition + " is not merged here");
        }
        return lane;
    }

    /** The waiting records of one partition. */
    private static final class Lane {

        private final TopicPartition partition;
        private final Queue<ConsumerRecord<byte[], byte[]>> records = new ArrayDeque<>();
        private long bytes;
        private boolean ended;

        private Lane(TopicPartition partition) {
            this.partition = partition;
        }

        TopicPartition partition() {
            return partition;
        }

        boolean isEmpty() {
            return records.isEmpty();
        }

        long time() {
            return records.element().timestamp();
        }

        void add(ConsumerRecord<byte[], byte[]> record) {
            records.add(record);
            bytes += sizeOf(record);
        }

        ConsumerRecord<byte[], byte[]> take() {
            ConsumerRecord<byte[], byte[]> record = records.remove();
            bytes -= sizeOf(record);
            return record;
        }

        private static long sizeOf(ConsumerRecord<byte[], byte[]> record) {
            return (long) RECORD_OVERHEAD_BYTES
                    + Math.max(0, record.serializedKeySize())
                    + Math.max(0, record.serializedValueSize());
        }
    }
}
