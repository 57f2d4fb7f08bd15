package dev.writ.launcher.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.jspecify.annotations.Nullable;

/**
 * The event id in a value of writ.audit. It is read without the writer's schema, which an auditor with nothing but files does
 * not have: the id is the first field of every schema that AuditRecorded had or will have.
 */
final class EventId {

    /** A zero byte and the schema's id in four. */
    private static final int HEADER = 5;

    private EventId() {}

    /** The id; none if the value does not begin as an event does. */
    static Optional<String> in(byte @Nullable [] value) {
        if (value == null || value.length <= HEADER || value[0] != 0) {
            return Optional.empty();
        }
        BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(value, HEADER, value.length - HEADER, null);
        try {
            int length = decoder.readInt();
            if (length < 0 || length > value.length - HEADER) {
                return Optional.empty();
            }
            byte[] text = new byte[length];
            decoder.readFixed(text);
            return Optional.of(new String(text, StandardCharsets.UTF_8));
        } catch (IOException _) {
            return Optional.empty(); // The sink has made a dead letter of it.
        }
    }
}
