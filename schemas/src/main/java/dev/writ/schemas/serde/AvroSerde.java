package dev.writ.schemas.serde;

import dev.writ.schemas.Topic;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/** One record type in the Confluent wire format. Safe for use by several threads. */
public final class AvroSerde<V extends SpecificRecord> implements Serde<V> {

    private final AvroSerializer<V> serializer;
    private final AvroDeserializer<V> deserializer;

    /** A serde of the type, for any topic. */
    public AvroSerde(Class<V> type, SchemaRegistryClient registry) {
        this.serializer = new AvroSerializer<>(registry);
        this.deserializer = new AvroDeserializer<>(type, registry);
    }

    /** A serde of the topic's values. */
    public static <V extends SpecificRecord> AvroSerde<V> of(Topic<V> topic, SchemaRegistryClient registry) {
        return new AvroSerde<>(topic.type(), registry);
    }

    /** Always the same: a state store asks for it with every value. */
    @Override
    public Serializer<V> serializer() {
        return serializer;
    }

    /** Always the same, as above. */
    @Override
    public Deserializer<V> deserializer() {
        return deserializer;
    }
}
