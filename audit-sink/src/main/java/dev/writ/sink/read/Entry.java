package dev.writ.sink.read;

import dev.writ.schemas.DeadLetters;
import dev.writ.schemas.event.AuditRecorded;
import dev.writ.sink.rows.Row;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A record of the audit topic: an event, or what cannot be one. */
public sealed interface Entry {

    /** The record as it came. */
    ConsumerRecord<byte[], byte[]> record();

    /**
     * An event.
     *
     * @param digest SHA-256 of the record's value in hex
     * @param rows what it stands for
     */
    record Event(ConsumerRecord<byte[], byte[]> record, AuditRecorded event, String digest, List<Row> rows)
            implements Entry {

        public Event {
            rows = List.copyOf(rows);
        }
    }

    /**
     * What will never be written.
     *
     * @param why for its dead letter
     */
    record Poison(ConsumerRecord<byte[], byte[]> record, DeadLetters.Why why) implements Entry {}
}
