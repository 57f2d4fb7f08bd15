package dev.writ.worker.execution;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A record of the completion topic that was handed to this worker.
 *
 * @param record as it came
 * @param mayBeRepeated whether an earlier delivery, here or at another worker, may have left traces
 * @param failures how often this worker failed on it through no fault of Kafka's or the registry's, 0 or more
 */
public record Delivery(ConsumerRecord<byte[], byte[]> record, boolean mayBeRepeated, int failures) {

    /** A delivery as it comes from the topic. */
    public Delivery(ConsumerRecord<byte[], byte[]> record, boolean mayBeRepeated) {
        this(record, mayBeRepeated, 0);
    }

    /** The next try of it. */
    Delivery again(boolean failed) {
        return new Delivery(record, true, failed ? failures + 1 : failures);
    }

    @Override
    public String toString() {
        return record.topic() + "-" + record.partition() + "@" + record.offset();
    }
}
