package dev.writ.worker.publish;

import dev.writ.schemas.CloudEvent;
import dev.writ.schemas.KafkaConnection;
import dev.writ.schemas.Topic;
import dev.writ.schemas.serde.AvroSerializer;
import dev.writ.schemas.serde.RegistryUnavailableException;
import dev.writ.schemas.serde.SchemaRegistryClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
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

    private final Producer<byte[], byte[]> producer;
    private final AvroSerializer<SpecificRecord> serializer;
    private final InstantSource clock;

    /** A publisher that closes the producer when it is closed itself. */
    public EventPublisher(Producer<byte[], byte[]> producer, SchemaRegistryClient registry, InstantSource clock) {
        this.producer = producer;
        this.serializer = new AvroSerializer<>(registry);
        this.clock = clock;
    }

    /** A publisher with a producer of its own. */
    public static EventPublisher connect(
            KafkaConnection kafka, SchemaRegistryClient registry, String clientId, InstantSource clock) {
        return new EventPublisher(
                new KafkaProducer<>(producer(kafka, clientId), new ByteArraySerializer(), new ByteArraySerializer()),
                registry,
                clock);
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
        event.writeTo(kafkaRecord.headers());
        CompletableFuture<Void> durable = new CompletableFuture<>();
        var _ = producer.send(kafkaRecord, (metadata, failure) -> {
            if (failure == null) {
                durable.complete(null);
            } else {
                durable.completeExceptionally(failure);
            }
        });
        return durable;
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
