package dev.writ.sink.personal;

import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A record with something that a person wrote or was answered.
 *
 * @param record as it came; has a value
 * @param kind chat, canvas, form or answer
 * @param subject the user id, storable
 * @param executionId the execution that it answers for, storable; empty for what is asked, which its decision knows
 */
record PersonalText(ConsumerRecord<byte[], byte[]> record, String kind, String subject, Optional<String> executionId) {

    /** Where it came from. */
    TextPlace place() {
        return new TextPlace(record.topic(), record.partition(), record.offset());
    }

    /** The record's timestamp. */
    Instant recordedAt() {
        return Instant.ofEpochMilli(record.timestamp());
    }
}
