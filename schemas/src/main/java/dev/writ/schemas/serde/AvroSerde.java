package dev.writ.schemas.serde;

import dev.writ.schemas.Topic;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/** One record type in the Confluent wire format. */
public final class AvroSerde<V extends SpecificRecord> implements Serde<V> {

    private final Class<V> type;
    private final SchemaRegistryClient registry;

    /** A serde of the type, for any topic. */
    public AvroSerde(Class<V> type, SchemaRegistryClient registry) {
        this.type = type;
        this.registry = registry;
    }

    /** A serde of the topic's values. */
    public static <V extends SpecificRecord> AvroSerde<V> of(Topic<V> topic, SchemaRegistryClient registry) {
        return new AvroSerde<>(topic.type(), registry);
    }

    @Override
    public Serializer<V> serializer() {
        return new AvroSerializer<>(registry);
    }

    @Override
    public Deserializer<V> deserializer() {
        return new AvroDeserializer<>(type, registry);
    }
}
