package dev.writ.worker;

import dev.writ.schemas.CloudEvent;
import dev.writ.schemas.Topic;
import dev.writ.schemas.Topics;
import dev.writ.schemas.event.CompletionRequested;
import dev.writ.schemas.event.ExecutionEvent;
import dev.writ.schemas.event.ExecutionFinished;
import dev.writ.schemas.event.TokenEvent;
import dev.writ.schemas.serde.AvroDeserializer;
import dev.writ.schemas.serde.AvroSerializer;
import dev.writ.schemas.serde.SchemaRegistryClient;
import dev.writ.testcluster.TestCluster;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The topics around the worker, from a test's side. */
final class TestTopics implements AutoCloseable {

    static final String TRACEPARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    private final TestCluster cluster;
    private final SchemaRegistryClient registry;
    private final Map<Topic<?>, TopicLog> logs = new ConcurrentHashMap<>();

    TestTopics(TestCluster cluster) {
        this.cluster = cluster;
        this.registry = cluster.connection().registry();
    }

    ProducerRecord<byte[], byte[]> recordOf(CompletionRequested request) {
        ProducerRecord<byte[], byte[]> made = new ProducerRecord<>(
                Topics.COMPLETIONS.name(),
                utf8(request.getExecutionId()),
                new AvroSerializer<CompletionRequested>(registry).serialize(Topics.COMPLETIONS.name(), request));
        CloudEvent.of(request.getRequestId(), "/writ/test", request, Instant.now(), TRACEPARENT)
                .writeTo(made.headers());
        return made;
    }

    void ask(CompletionRequested... requests) {
        try (KafkaProducer<byte[], byte[]> producer = producer(Map.of())) {
            for (CompletionRequested request : requests) {
                var _ = producer.send(recordOf(request));
            }
        }
    }

    void send(ProducerRecord<byte[], byte[]> made) {
        try (KafkaProducer<byte[], byte[]> producer = producer(Map.of())) {
            var _ = producer.send(made);
        }
    }

    /** Writes an event and waits until it is there. */
    <V extends SpecificRecord> void publish(Topic<V> topic, String key, V value) {
        try (KafkaProducer<byte[], byte[]> producer = producer(Map.of())) {
            var _ = producer.send(recordOf(topic, key, value));
        }
    }

    <V extends SpecificRecord> ProducerRecord<byte[], byte[]> recordOf(Topic<V> topic, String key, V value) {
        return new ProducerRecord<>(
                topic.name(), utf8(key), new AvroSerializer<V>(registry).serialize(topic.name(), value));
    }

    KafkaProducer<byte[], byte[]> producer(Map<String, Object> more) {
        Map<String, Object> settings = cluster.connection().producer("test");
        settings.putAll(more);
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    KafkaProducer<byte[], byte[]> transactionalProducer(String id) {
        return producer(Map.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, id));
    }

    List<TokenEvent> tokensOf(CompletionRequested request) {
        return valuesOf(Topics.TOKENS, request);
    }

    List<ExecutionFinished> endsOf(CompletionRequested request) {
        return valuesOf(Topics.EXECUTIONS, request).stream()
                .map(ExecutionEvent::getBody)
                .filter(ExecutionFinished.class::isInstance)
                .map(ExecutionFinished.class::cast)
                .toList();
    }

    <V extends SpecificRecord> List<V> valuesOf(Topic<V> topic, CompletionRequested request) {
        AvroDeserializer<V> deserializer = new AvroDeserializer<>(topic.type(), registry);
        List<V> values = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> read : recordsOf(topic, request.getExecutionId())) {
            V value = deserializer.deserialize(topic.name(), read.value());
            if (value != null) {
                values.add(value);
            }
        }
        return values;
    }

    /** All records of the topic, up to its present end, that have the key. */
    List<ConsumerRecord<byte[], byte[]>> recordsOf(Topic<?> topic, String key) {
        return logs.computeIfAbsent(topic, named -> new TopicLog(cluster, named))
                .recordsOf(key);
    }

    @Override
    public void close() {
        logs.values().forEach(TopicLog::close);
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
