package dev.writ.sink.personal;

import dev.writ.schemas.Topic;
import dev.writ.schemas.serde.AvroDeserializer;
import dev.writ.schemas.serde.RegistryUnavailableException;
import dev.writ.schemas.serde.SchemaRegistryClient;
import dev.writ.schemas.serde.UnreadableRecordException;
import dev.writ.sink.rows.StorableText;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Reads the records of the topics with texts. */
final class TextDecoder {

    private final Map<String, AvroDeserializer<? extends SpecificRecord>> byTopic = new HashMap<>();
    private final Map<String, String> kinds = new HashMap<>();

    /** A decoder that looks writers' schemas up in the registry. */
    TextDecoder(SchemaRegistryClient registry) {
        for (TextTopic each : TextTopic.ALL) {
            byTopic.put(each.topic().name(), deserializer(each.topic(), registry));
            kinds.put(each.topic().name(), each.kind());
        }
    }

    /**
     * What the record holds; empty if it is not in the topic's format, which the topic's own reader makes a dead letter of.
     *
     * @throws RegistryUnavailableException if the writer's schema is not known yet and the registry cannot be reached
     */
    Optional<PersonalText> read(ConsumerRecord<byte[], byte[]> record) {
        try {
            return decode(record.topic(), record.value())
                    .map(event -> new PersonalText(
                            record,
                            Objects.requireNonNull(kinds.get(record.topic())),
                            StorableText.of(TextTopic.subjectOf(event)),
                            TextTopic.executionOf(event).map(StorableText::of)));
        } catch (UnreadableRecordException _) {
            return Optional.empty();
        }
    }

    /**
     * The event of a value; empty for a tombstone.
     *
     * @throws UnreadableRecordException if it is not in the topic's format
     */
    Optional<SpecificRecord> decode(String topic, byte @Nullable [] value) {
        return Optional.ofNullable(Objects.requireNonNull(byTopic.get(topic)).deserialize(topic, value));
    }

    private static <V extends SpecificRecord> AvroDeserializer<V> deserializer(
            Topic<V> topic, SchemaRegistryClient registry) {
        return new AvroDeserializer<>(topic.type(), registry);
    }
}
