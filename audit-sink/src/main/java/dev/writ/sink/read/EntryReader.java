package dev.writ.sink.read;

import dev.writ.schemas.DeadLetters;
import dev.writ.schemas.event.AuditRecorded;
import dev.writ.schemas.event.DeadLetterReason;
import dev.writ.schemas.serde.AvroDeserializer;
import dev.writ.schemas.serde.RegistryUnavailableException;
import dev.writ.schemas.serde.SchemaRegistryClient;
import dev.writ.schemas.serde.UnreadableRecordException;
import dev.writ.sink.rows.AuditRows;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Reads records of the audit topic. */
public final class EntryReader {

    /** What dead letters name as the part of Writ that gave up. */
    public static final String STAGE = "sink";

    private final AvroDeserializer<AuditRecorded> deserializer;

    /** A reader that looks writers' schemas up in the registry. */
    public EntryReader(SchemaRegistryClient registry) {
        this.deserializer = new AvroDeserializer<>(AuditRecorded.class, registry);
    }

    /**
     * The record as an event, or as poison.
     *
     * @throws RegistryUnavailableException if the writer's schema is not known yet and the registry cannot be reached
     */
    public Entry read(ConsumerRecord<byte[], byte[]> record) {
        try {
            @Nullable AuditRecorded event = deserializer.deserialize(record.topic(), record.value());
            return event == null
                    ? poison(record, DeadLetterReason.INVALID, "no_value", "an audit record must have a value")
                    : new Entry.Event(record, event, AuditRows.of(event));
        } catch (UnreadableRecordException e) {
            return poison(record, DeadLetterReason.UNREADABLE, "not_an_audit_record", message(e));
        } catch (IllegalArgumentException | UnsupportedOperationException | ArithmeticException e) {
            return poison(record, DeadLetterReason.INVALID, "no_rows", message(e));
        }
    }

    private static Entry.Poison poison(
            ConsumerRecord<byte[], byte[]> record, DeadLetterReason reason, String code, String message) {
        return new Entry.Poison(record, new DeadLetters.Why(reason, code, message, STAGE, null));
    }

    private static String message(RuntimeException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
