package dev.writ.worker.publish;

import dev.writ.schemas.CloudEvent;
import dev.writ.schemas.KafkaConnection;
import dev.writ.schemas.Topic;
import dev.writ.schemas.Topics;
import dev.writ.schemas.serde.AvroSerializer;
import dev.writ.schemas.serde.RegistryUnavailableException;
import dev.writ.schemas.serde.SchemaRegistryClient;
import dev.writ.telemetry.RecordSpans;
import dev.writ.telemetry.Tracing;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes events with one idempotent producer: within a partition in the order of the calls. Without transactions, so that a
 * reader sees each token when it comes. Safe for use by several threads.
 */
public final class EventPublisher implements Outbox, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EventPublisher.class);
    /** Of a partition in one request: some hundred token events. */
    private static final int BATCH_BYTES = 128 * 1_024;

    private static final Duration LONGEST_GOODBYE = Duration.ofSeconds(3);
    /** Of a stream there are too many, and catalogues follow from nothing. */
    private static final Set<Topic<?>> UNTRACED = Set.of(Topics.TOKENS, Topics.MODELS);

    private final Producer<byte[], byte[]> producer;
    private final AvroSerializer<SpecificRecord> serializer;
    private final InstantSource clock;
    private final Tracing tracing;

    /** A publisher without traces that closes the producer when it is closed itself. */
    public EventPublisher(Producer<byte[], byte[]> producer, SchemaRegistryClient registry, InstantSource clock) {
        this(producer, registry, clock, Tracing.OFF);
    }

    private EventPublisher(
            Producer<byte[], byte[]> producer, SchemaRegistryClient registry, InstantSource clock, Tracing tracing) {
        this.producer = producer;
        this.serializer = new AvroSerializer<>(registry);
        this.clock = clock;
        this.tracing = tracing;
    }

    /** A publisher with a producer of its own. */
    public static EventPublisher connect(
            KafkaConnection kafka,
            SchemaRegistryClient registry,
            String clientId,
            InstantSource clock,
            Tracing tracing) {
        return new EventPublisher(
                new KafkaProducer<>(producer(kafka, clientId), new ByteArraySerializer(), new ByteArraySerializer()),
                registry,
                clock,
                tracing);
    }

    /**
     * Batches that grow with the load, without a time to wait: an event that finds nothing on its way to the broker leaves at
     * once; what comes while a request is on its way leaves together, in the next one.
     */
    private static Map<String, Object> producer(KafkaConnection kafka, String clientId) {
        Map<String, Object> settings = kafka.producer(clientId);
        settings.putIfAbsent(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        settings.putIfAbsent(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
        return settings;
    }

    /**
     * Hands an event to the producer.
     *
     * @param notBefore least record timestamp, in milliseconds since 1970: that of the record which the event follows from,
     *     so that whoever looks for an effect from its cause's time on finds it, also where clocks disagree
     * @return completes when the event is durable; exceptionally if it will not be
     * @throws RegistryUnavailableException if the schema's id is not known yet and the registry cannot be reached
     * @throws KafkaException if the producer does not take it
     */
    public <V extends SpecificRecord> CompletableFuture<Void> publish(
            Topic<V> topic, byte @Nullable [] key, V value, CloudEvent event, long notBefore) {
        byte[] bytes = serializer.serialize(topic.name(), value);
        ProducerRecord<byte[], byte[]> kafkaRecord =
                new ProducerRecord<>(topic.name(), null, Math.max(clock.millis(), notBefore), key, bytes);
        Span span = spanOf(topic, event);
        event.in(Tracing.contextIn(span, event.traceparent())).writeTo(kafkaRecord.headers());
        CompletableFuture<Void> durable = new CompletableFuture<>();
        var _ = producer.send(kafkaRecord, (metadata, failure) -> {
            if (failure == null) {
                durable.complete(null);
            } else {
                Tracing.fail(span, failure.getClass().getName());
                durable.completeExceptionally(failure);
            }
            span.end();
        });
        return durable;
    }

    private Span spanOf(Topic<?> topic, CloudEvent event) {
        if (!tracing.isOn() || UNTRACED.contains(topic)) {
            return Span.getInvalid();
        }
        return tracing.start(SpanKind.PRODUCER, RecordSpans.sending(topic.name()), event.traceparent())
                .setAllAttributes(RecordSpans.sent(topic.name()));
    }

    @Override
    public void flush() {
        producer.flush();
    }

    @Override
    public void flushOrDrop(Duration limit) {
        Thread flushing = Thread.ofVirtual().name("writ-worker-flush").start(producer::flush);
        try {
            if (!flushing.join(limit)) {
                LOG.warn(
                        "Kafka takes nothing for {} s; what was not sent is left to another worker", limit.toSeconds());
                producer.close(Duration.ZERO);
            }
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /** Everything was flushed before: what is left to wait for is a broker's answer to something else. */
    @Override
    public void close() {
        producer.close(LONGEST_GOODBYE);
    }
}
