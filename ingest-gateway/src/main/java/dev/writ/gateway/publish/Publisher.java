package dev.writ.gateway.publish;

import dev.writ.gateway.http.Problem;
import dev.writ.gateway.http.ProblemException;
import dev.writ.gateway.http.Problems;
import dev.writ.schemas.CloudEvent;
import dev.writ.schemas.KafkaConnection;
import dev.writ.schemas.ObservedPositions;
import dev.writ.schemas.Topic;
import dev.writ.schemas.Topics;
import dev.writ.schemas.serde.AvroSerializer;
import dev.writ.schemas.serde.SchemaRegistryClient;
import dev.writ.telemetry.RecordSpans;
import dev.writ.telemetry.Tracing;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Writes events with one idempotent producer, each acknowledged by all in-sync replicas before the call returns. */
public final class Publisher implements AutoCloseable {

    /** Where this gateway's events come from. */
    public static final String SOURCE = "/writ/gateway";

    private static final Duration MOST_BLOCKING = Duration.ofSeconds(3);
    private static final Duration MOST_DELIVERY = Duration.ofSeconds(5);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaClientMetrics clientMetrics;
    private final AvroSerializer<SpecificRecord> serializer;
    private final Tracing tracing;

    /** A publisher of its own producer, without traces. */
    public Publisher(KafkaConnection connection, SchemaRegistryClient registry, MeterRegistry meters) {
        this(connection, registry, meters, Tracing.OFF);
    }

    /** A publisher of its own producer. */
    public Publisher(KafkaConnection connection, SchemaRegistryClient registry, MeterRegistry meters, Tracing tracing) {
        Map<String, Object> settings = new LinkedHashMap<>(connection.producer("writ-gateway"));
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, (int) MOST_BLOCKING.toMillis());
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) MOST_BLOCKING.toMillis());
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) MOST_DELIVERY.toMillis());
        this.producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        this.clientMetrics = new KafkaClientMetrics(producer);
        this.clientMetrics.bindTo(meters);
        this.serializer = new AvroSerializer<>(registry);
        this.tracing = tracing;
    }

    /**
     * Writes one event and waits until it is acknowledged.
     *
     * @param key the record's key
     * @param observed what the requester had seen; written into the record's headers
     * @throws ProblemException 503 if Kafka or the registry cannot take it now, 413 if it is too large for Kafka. After
     *     503 the event may have been written all the same.
     */
    public <V extends SpecificRecord> RecordMetadata publish(
            Topic<V> topic, String key, V value, CloudEvent event, ObservedPositions observed)
            throws InterruptedException {
        return publish(topic, key.getBytes(StandardCharsets.UTF_8), value, event, observed);
    }

    /** As the other, for a key that is taken from another record and may be none, or no text. */
    public <V extends SpecificRecord> RecordMetadata publish(
            Topic<V> topic, byte @Nullable [] key, V value, CloudEvent event, ObservedPositions observed)
            throws InterruptedException {
        Span span = spanOf(topic, event);
        try {
            byte[] bytes = serializer.serialize(topic.name(), value);
            ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic.name(), key, bytes);
            event.in(Tracing.contextIn(span, event.traceparent())).writeTo(record.headers());
            observed.writeTo(record.headers());
            return producer.send(record).get();
        } catch (ExecutionException e) {
            throw refused(span, e.getCause() == null ? e : e.getCause());
        } catch (KafkaException e) {
            throw refused(span, e);
        } finally {
            span.end();
        }
    }

    private Span spanOf(Topic<?> topic, CloudEvent event) {
        if (!tracing.isOn() || topic.equals(Topics.EXECUTION_CONTROLS)) {
            return Span.getInvalid(); // What the gateway says of readers belongs to no request.
        }
        return tracing.start(SpanKind.PRODUCER, RecordSpans.sending(topic.name()), event.traceparent())
                .setAllAttributes(RecordSpans.sent(topic.name()));
    }

    private static ProblemException refused(Span span, Throwable cause) {
        Tracing.fail(span, cause.getClass().getName());
        return refused(cause);
    }

    /**
     * The partition that a key of the topic goes to, by the default partitioner.
     *
     * @throws ProblemException 503 if Kafka cannot be asked now
     */
    public TopicPartition partitionOf(Topic<?> topic, String key) {
        try {
            return Partitions.of(
                    topic, key, producer.partitionsFor(topic.name()).size());
        } catch (KafkaException e) {
            throw refused(e);
        }
    }

    @Override
    public void close() {
        clientMetrics.close();
        producer.close(CLOSE_TIMEOUT);
    }

    private static ProblemException refused(Throwable cause) {
        if (cause instanceof RecordTooLargeException) {
            return new ProblemException(
                    Problem.of(
                            413, "content_too_large", "Content too large", "The request is larger than Kafka takes."),
                    cause);
        }
        return new ProblemException(
                Problems.unavailable(
                        "kafka_unavailable",
                        "The request could not be handed to Kafka; try again with the same Idempotency-Key."),
                cause);
    }
}
