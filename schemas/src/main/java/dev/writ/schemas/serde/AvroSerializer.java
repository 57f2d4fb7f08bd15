package dev.writ.schemas.serde;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** Writes one record type in the Confluent wire format, under the subject {@code <topic>-value}. */
public final class AvroSerializer<V extends SpecificRecord> implements Serializer<V> {

    private static final int INITIAL_BYTES = 512;

    /** With a buffer, as each write to the stream takes a lock; most records fit into it. */
    private static final EncoderFactory ENCODERS = new EncoderFactory().configureBufferSize(1_024);

    private final SchemaRegistryClient registry;
    private final Map<String, Prepared> prepared = new ConcurrentHashMap<>();

    /**
     * What all records of a topic have in common.
     *
     * @param schema theirs; a topic has one record type, and so one schema
     * @param id the schema's, in the registry
     * @param writer stateless, so for any thread
     */
    private record Prepared(Schema schema, int id, DatumWriter<SpecificRecord> writer) {}

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
        Prepared common = prepare(topic, value.getSchema());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(INITIAL_BYTES);
        bytes.writeBytes(WireFormat.header(common.id()));
        BinaryEncoder encoder = ENCODERS.binaryEncoder(bytes, null);
        try {
            common.writer().write(value, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return bytes.toByteArray();
    }

    private Prepared prepare(String topic, Schema schema) {
        Prepared known = prepared.get(topic);
        if (known != null && known.schema().equals(schema)) {
            return known;
        }
        int id = registry.idOf(topic + "-value", schema);
        Prepared made = new Prepared(schema, id, new SpecificDatumWriter<>(schema));
        prepared.put(topic, made);
        return made;
    }
}
