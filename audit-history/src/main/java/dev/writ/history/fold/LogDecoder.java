package dev.writ.history.fold;

import dev.writ.schemas.Topic;
import dev.writ.schemas.Topics;
import dev.writ.schemas.serde.AvroDeserializer;
import dev.writ.schemas.serde.RegistryUnavailableException;
import dev.writ.schemas.serde.SchemaRegistryClient;
import dev.writ.schemas.serde.UnreadableRecordException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads the records of the log into their classes. */
public final class LogDecoder {

    private final Map<String, AvroDeserializer<? extends SpecificRecord>> deserializers;

    /** Reads the values of the topics with the registry. */
    public LogDecoder(List<Topic<? extends SpecificRecord>> topics, SchemaRegistryClient registry) {
        this.deserializers = topics.stream()
                .collect(Collectors.toMap(Topic::name, topic -> new AvroDeserializer<>(topic.type(), registry)));
    }

    /** The topics of all that can be read from the audit alone. */
    public static LogDecoder ofAudit(SchemaRegistryClient registry) {
        return new LogDecoder(List.of(Topics.AUDIT), registry);
    }

    /** The key as text; empty if there is none. */
    public static String key(ConsumerRecord<byte[], byte[]> record) {
        return record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
    }

    /**
     * The value; empty for a tombstone, and for records of other topics.
     *
     * @throws UnreadableRecordException if the bytes are not of the topic's type
     * @throws RegistryUnavailableException if a schema is not known yet and the registry cannot be reached
     */
    public Optional<SpecificRecord> read(ConsumerRecord<byte[], byte[]> record) {
        AvroDeserializer<? extends SpecificRecord> deserializer = deserializers.get(record.topic());
        return deserializer == null
                ? Optional.empty()
                : Optional.ofNullable(deserializer.deserialize(record.topic(), record.value()));
    }
}
