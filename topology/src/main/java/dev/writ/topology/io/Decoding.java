package dev.writ.topology.io;

import dev.writ.schemas.Topic;
import dev.writ.schemas.serde.UnreadableRecordException;
import org.apache.kafka.common.serialization.Deserializer;

/** Reads a raw record's value. */
public final class Decoding {

    private Decoding() {}

    /**
     * The value.
     *
     * @throws UnreadableRecordException if there is none, or it is too large or not readable
     */
    public static <V> V value(Deserializer<V> deserializer, RawRecord raw) {
        if (raw.value() != null && raw.value().length > Topic.MOST_BYTES) {
            throw new UnreadableRecordException("the record is larger than " + Topic.MOST_BYTES + " bytes");
        }
        V value = raw.value() == null
                ? null
                : deserializer.deserialize(raw.origin().getTopic(), raw.value());
        if (value == null) {
            throw new UnreadableRecordException(
                    "the record has no value, and " + raw.origin().getTopic() + " needs one");
        }
        return value;
    }
}
