package dev.writ.feed;

import dev.writ.schemas.Topic;
import dev.writ.schemas.serde.AvroDeserializer;
import dev.writ.schemas.serde.SchemaRegistryClient;
import dev.writ.schemas.serde.UnreadableRecordException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Reads the keys and values of one topic. */
public final class TypedReader<V extends SpecificRecord> {

    private final Topic<V> topic;
    private final AvroDeserializer<V> deserializer;

    /** A reader of the topic's records. */
    public TypedReader(Topic<V> topic, SchemaRegistryClient registry) {
        this.topic = topic;
        this.deserializer = new AvroDeserializer<>(topic.type(), registry);
    }

    /** Whether the record is of this topic. */
    public boolean reads(ConsumerRecord<byte[], byte[]> record) {
        return record.topic().equals(topic.name());
    }

    /**
     * The record's value.
     *
     * @throws UnreadableRecordException if there is none, or it is not of the topic's type
     */
    public V value(ConsumerRecord<byte[], byte[]> record) {
        V value = valueOrTombstone(record);
        if (value == null) {
            throw new UnreadableRecordException("a record of " + topic.name() + " needs a value");
        }
        return value;
    }

    /** The record's value; null if it is a tombstone. */
    public @Nullable V valueOrTombstone(ConsumerRecord<byte[], byte[]> record) {
        return deserializer.deserialize(topic.name(), record.value());
    }

    /**
     * The record's key.
     *
     * @throws UnreadableRecordException if there is none, or it is not text in UTF-8
     */
    public String key(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null) {
            throw new UnreadableRecordException("a record of " + topic.name() + " needs a key");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(record.key()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new UnreadableRecordException("the key of a record of " + topic.name() + " is not UTF-8", e);
        }
    }
}
