package dev.writ.history.fold;

import dev.writ.schemas.event.RecordOrigin;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Where a record stands in the log.
 *
 * @param topic its topic
 * @param partition from 0
 * @param offset from 0
 */
public record Place(String topic, int partition, long offset) {

    /** The place of a record. */
    public static Place of(ConsumerRecord<?, ?> record) {
        return new Place(record.topic(), record.partition(), record.offset());
    }

    /** As records name it. */
    public RecordOrigin toOrigin() {
        return new RecordOrigin(topic, partition, offset);
    }

    /** For people: topic-partition@offset. */
    @Override
    public String toString() {
        return topic + "-" + partition + "@" + offset;
    }
}
