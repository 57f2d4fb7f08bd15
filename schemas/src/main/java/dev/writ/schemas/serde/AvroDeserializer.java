package dev.writ.schemas.serde;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads one record type in the Confluent wire format, resolving the writer's schema to ours. Safe for use by several threads.
 */
public final class AvroDeserializer<V extends SpecificRecord> implements Deserializer<V> {

    private static final int MOST_WRITER_SCHEMAS = 1_000;

    private final Class<V> type;
    private final Schema ours;
    private final SchemaRegistryClient registry;
    private final Cache<Integer, DatumReader<V>> readers =
            Caffeine.newBuilder().maximumSize(MOST_WRITER_SCHEMAS).build();

    /** A deserializer that asks the registry once for each schema id. */
    public AvroDeserializer(Class<V> type, SchemaRegistryClient registry) {
        this.type = type;
        this.ours = SpecificData.get().getSchema(type);
        this.registry = registry;
    }

    /**
     * The record; null for null.
     *
     * @throws UnreadableRecordException if the bytes are not a record of the type, with any schema that resolves to ours
     * @throws RegistryUnavailableException if the writer's schema is not known yet and the registry cannot be reached
     */
    @Override
    @SuppressWarnings("NullAway") // Kafka's interface is unannotated; null stands for a tombstone.
    public @Nullable V deserialize(String topic, byte @Nullable [] value) {
        if (value == null) {
            return null;
        }
        int schemaId = WireFormat.schemaId(value);
        DatumReader<V> known = readers.getIfPresent(schemaId);
        DatumReader<V> reader = known == null ? new SpecificDatumReader<>(registry.byId(schemaId), ours) : known;
        BinaryDecoder decoder = DecoderFactory.get()
                .binaryDecoder(value, WireFormat.HEADER_BYTES, value.length - WireFormat.HEADER_BYTES, null);
        try {
            V record = reader.read(null, decoder);
            if (!decoder.isEnd()) {
                throw new UnreadableRecordException("bytes are left over behind the " + type.getSimpleName());
            }
            if (known == null) {
                // Only now: a reader prepares itself with the first record, and then changes no more.
                readers.put(schemaId, reader);
            }
            return record;
        } catch (UnreadableRecordException e) {
            throw e;
        } catch (IOException | RuntimeException | StackOverflowError e) {
            // Whatever Avro stumbles over, down to values nested too deep, it is these bytes, and will be again.
            throw new UnreadableRecordException("not readable as " + type.getSimpleName() + ": " + e, e);
        }
    }
}
