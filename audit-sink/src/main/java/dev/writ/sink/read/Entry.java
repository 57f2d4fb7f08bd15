package dev.writ.sink.read;

import dev.writ.proof.entry.Leaf;
import dev.writ.proof.entry.LoggedRecord;
import dev.writ.proof.merkle.Hash;
import dev.writ.schemas.DeadLetters;
import dev.writ.schemas.event.AuditRecorded;
import dev.writ.sink.rows.Row;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A record of the audit topic: an event, or what cannot be one. */
public sealed interface Entry {

    /** The record as it came. */
    ConsumerRecord<byte[], byte[]> record();

    /** The hash of its leaf in the tree of its partition. */
    Hash leaf();

    private static LoggedRecord logged(ConsumerRecord<byte[], byte[]> record) {
        return new LoggedRecord(record.offset(), record.timestamp(), record.key(), record.value());
    }

    /**
     * An event.
     *
     * @param digest SHA-256 of the record's value
     * @param rows what it stands for
     */
    record Event(ConsumerRecord<byte[], byte[]> record, Hash leaf, AuditRecorded event, Hash digest, List<Row> rows)
            implements Entry {

        public Event {
            rows = List.copyOf(rows);
        }

        /** With the record's leaf and digest. */
        public Event(ConsumerRecord<byte[], byte[]> record, AuditRecorded event, List<Row> rows) {
            this(record, event, Hash.sha256(record.value()), rows);
        }

        private Event(ConsumerRecord<byte[], byte[]> record, AuditRecorded event, Hash digest, List<Row> rows) {
            this(record, Leaf.of(logged(record), digest).hash(), event, digest, rows);
        }
    }

    /**
     * What will never be written.
     *
     * @param why for its dead letter
     */
    record Poison(ConsumerRecord<byte[], byte[]> record, Hash leaf, DeadLetters.Why why) implements Entry {

        /** With the record's leaf. */
        public Poison(ConsumerRecord<byte[], byte[]> record, DeadLetters.Why why) {
            this(record, Leaf.of(logged(record)).hash(), why);
        }
    }
}
