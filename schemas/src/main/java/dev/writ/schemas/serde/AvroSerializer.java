package dev.writ.schemas.serde;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** Writes one record type in the Confluent wire format, under the subject {@code <topic>-value}. */
public final class AvroSerializer<V extends SpecificRecord> implements Serializer<V> {

    private static final int INITIAL_BYTES = 512;

    private final SchemaRegistryClient registry;

    /** A serializer that asks the registry once for each topic. */
    public AvroSerializer(SchemaRegistryClient registry) {
        this.registry = registry;
    }

    /**
     * The record's bytes; null for null.
     *
     * @throws RegistryUnavailableException if the schema's id is not known yet and the registry cannot be reached
     * @throws SchemaRefusedException if the registry refuses the schema
     */
    @Override
    @SuppressWarnings("NullAway") // Kafka's interface is unannotated; null stands for a tombstone.
    public byte @Nullable [] serialize(String topic, @Nullable V value) {
        if (value == null) {
            return null;
        }
        int id = registry.idOf(topic + "-value", value.getSchema());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(INITIAL_BYTES);
        bytes.writeBytes(WireFormat.header(id));
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        try {
            new SpecificDatumWriter<V>(value.getSchema()).write(value, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return bytes.toByteArray();
    }
}
