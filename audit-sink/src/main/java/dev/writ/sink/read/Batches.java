package dev.writ.sink.read;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Cuts what was polled into batches. */
final class Batches {

    private Batches() {}

    /** The records in the same order, in runs within the limits. */
    static List<List<ConsumerRecord<byte[], byte[]>>> cut(
            Iterable<ConsumerRecord<byte[], byte[]>> records, BatchLimits limits) {
        List<List<ConsumerRecord<byte[], byte[]>>> batches = new ArrayList<>();
        List<ConsumerRecord<byte[], byte[]>> current = new ArrayList<>();
        long bytes = 0;
        for (ConsumerRecord<byte[], byte[]> record : records) {
            long size = sizeOf(record);
            if (!current.isEmpty() && (bytes + size > limits.maxBytes() || current.size() == limits.maxRecords())) {
                batches.add(current);
                current = new ArrayList<>();
                bytes = 0;
            }
            current.add(record);
            bytes += size;
        }
        if (!current.isEmpty()) {
            batches.add(current);
        }
        return batches;
    }

    private static long sizeOf(ConsumerRecord<byte[], byte[]> record) {
        return (long) Math.max(0, record.serializedKeySize()) + Math.max(0, record.serializedValueSize());
    }
}
