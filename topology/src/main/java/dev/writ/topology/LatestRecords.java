package dev.writ.topology;

import dev.writ.schemas.KafkaConnection;
import dev.writ.schemas.Topic;
import dev.writ.schemas.serde.AvroDeserializer;
import dev.writ.schemas.serde.SchemaRegistryClient;
import dev.writ.schemas.serde.UnreadableRecordException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The latest readable value of each key of a small compacted topic, as of now. */
final class LatestRecords {

    private static final Logger LOG = LoggerFactory.getLogger(LatestRecords.class);
    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaConnection connection;
    private final SchemaRegistryClient registry;

    LatestRecords(KafkaConnection connection, SchemaRegistryClient registry) {
        this.connection = connection;
        this.registry = registry;
    }

    <V extends SpecificRecord> Map<String, V> of(Topic<V> topic) {
        AvroDeserializer<V> deserializer = new AvroDeserializer<>(topic.type(), registry);
        Map<String, V> latest = new HashMap<>();
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                connection.consumer("writ-latest"), new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic.name()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(POLL).forEach(record -> take(record, deserializer, latest));
            }
        }
        return latest;
    }

    private static <V extends SpecificRecord> void take(
            ConsumerRecord<String, byte[]> record, AvroDeserializer<V> deserializer, Map<String, V> latest) {
        try {
            V value = deserializer.deserialize(record.topic(), record.value());
            if (value == null) {
                latest.remove(record.key());
            } else {
                latest.put(record.key(), value);
            }
        } catch (UnreadableRecordException e) {
            LOG.warn(
                    "{}-{}@{} is passed over: {}", record.topic(), record.partition(), record.offset(), e.getMessage());
        }
    }
}
