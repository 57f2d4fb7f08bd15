package dev.writ.history.replay;

import dev.writ.schemas.KafkaConnection;
import dev.writ.schemas.Topic;
import dev.writ.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends events again into another topic: key, value, time and headers as they were, and headers that say where they come from.
 * The records of one key keep their order.
 */
public final class ReplayInto implements ReplaySink, AutoCloseable {

    /** Header: which replay sent it. */
    public static final String REPLAY_ID = "writ-replay-id";

    /** Header: the topic that it comes from. */
    public static final String ORIGIN_TOPIC = "writ-origin-topic";

    /** Header: the partition that it comes from, in decimals. */
    public static final String ORIGIN_PARTITION = "writ-origin-partition";

    /** Header: its offset there, in decimals. */
    public static final String ORIGIN_OFFSET = "writ-origin-offset";

    /** Header: its time there, in RFC 3339. */
    public static final String ORIGIN_TIMESTAMP = "writ-origin-timestamp";

    private static final int LINGER_MILLIS = 20;
    private static final int BATCH_BYTES = 128 * 1024;
    /** What the headers may add to the largest record. */
    private static final int HEADROOM_BYTES = 64 * 1024;

    private static final Duration LONGEST_GOODBYE = Duration.ofSeconds(2);

    private final Producer<byte[], byte[]> producer;
    private final String topic;
    private final String replayId;
    private final AtomicLong sent = new AtomicLong();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    ReplayInto(Producer<byte[], byte[]> producer, String topic, String replayId) {
        this.producer = producer;
        this.topic = topic;
        this.replayId = replayId;
    }

    /**
     * Why nothing may be replayed into a topic; empty if it may.
     *
     * @param internalPrefix how the names of the topology's own topics begin
     */
    public static Optional<String> objection(String topic, String internalPrefix) {
        if (Topics.names(Topics.ALL).contains(topic)) {
            return Optional.of(
                    topic + " is one of Writ's own topics: who reads it would take the copies for new events");
        }
        if (topic.startsWith(internalPrefix) || topic.startsWith("__")) {
            return Optional.of(topic + " is an internal topic of Kafka or Kafka Streams");
        }
        return Optional.empty();
    }

    /**
     * Connects.
     *
     * @param topic must be there already, and none that there is an {@link #objection} to
     * @param replayId names this replay in a header
     */
    public static ReplayInto open(KafkaConnection connection, String clientId, String topic, String replayId) {
        Map<String, Object> settings = new HashMap<>(connection.producer(clientId));
        settings.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MILLIS);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topic.MOST_MADE_BYTES + HEADROOM_BYTES);
        return new ReplayInto(
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer()), topic, replayId);
    }

    /** @throws KafkaException if an earlier one was refused */
    @Override
    public boolean take(Replayed replayed) {
        failIfRefused();
        ConsumerRecord<byte[], byte[]> record = replayed.record();
        ProducerRecord<byte[], byte[]> copy =
                new ProducerRecord<>(topic, null, record.timestamp(), record.key(), record.value(), headers(record));
        var _ = producer.send(copy, (_, refused) -> count(refused));
        return true;
    }

    /**
     * Waits until everything is in the topic.
     *
     * @return how many records were sent
     * @throws KafkaException if one was refused
     */
    public long finish() {
        producer.flush();
        failIfRefused();
        return sent.get();
    }

    @Override
    public void close() {
        producer.close(LONGEST_GOODBYE);
    }

    private void count(@Nullable Exception refused) {
        if (refused == null) {
            sent.incrementAndGet();
        } else {
            failure.compareAndSet(null, refused);
        }
    }

    private void failIfRefused() {
        Exception refused = failure.get();
        if (refused != null) {
            throw new KafkaException(
                    "replay " + replayId + " sent " + sent.get() + " records into " + topic + " and then failed: "
                            + refused.getMessage(),
                    refused);
        }
    }

    private Headers headers(ConsumerRecord<byte[], byte[]> record) {
        Headers headers = new RecordHeaders(record.headers());
        put(headers, REPLAY_ID, replayId);
        put(headers, ORIGIN_TOPIC, record.topic());
        put(headers, ORIGIN_PARTITION, Integer.toString(record.partition()));
        put(headers, ORIGIN_OFFSET, Long.toString(record.offset()));
        put(headers, ORIGIN_TIMESTAMP, Instant.ofEpochMilli(record.timestamp()).toString());
        return headers;
    }

    private static void put(Headers headers, String name, String value) {
        headers.remove(name).add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
