package dev.writ.gateway.log;

import dev.writ.feed.FeedSettings;
import dev.writ.feed.TypedReader;
import dev.writ.gateway.http.ProblemException;
import dev.writ.gateway.http.Problems;
import dev.writ.schemas.KafkaConnection;
import dev.writ.schemas.Topic;
import dev.writ.schemas.serde.SchemaRegistryClient;
import dev.writ.schemas.serde.UnreadableRecordException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what a topic's log holds of one key, beside the feeds, a bounded number of readers at a time. */
public final class KeyedLog<V extends SpecificRecord> {

    private static final Logger LOG = LoggerFactory.getLogger(KeyedLog.class);
    private static final int MOST_AT_A_TIME = 16;
    private static final Duration ASKING = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final int FETCH_WAIT_MILLIS = 10;

    /** Clocks differ: the log is read from this much before the time that is given. */
    private static final Duration SLACK = Duration.ofMinutes(1);

    private final KafkaConnection connection;
    private final TypedReader<V> reader;
    private final String name;
    private final Semaphore places = new Semaphore(MOST_AT_A_TIME);
    private final AtomicLong names = new AtomicLong();

    /** A record and where it stands in its partition. */
    public record Found<V>(V value, long offset) {}

    /** What one offset holds. */
    public sealed interface Place<V> {

        /** A record of the key. */
        record Held<V>(Found<V> found) implements Place<V> {}

        /** No record, or one of another key. */
        record Other<V>() implements Place<V> {}

        /** The log begins behind it. */
        record Expired<V>() implements Place<V> {}
    }

    /** The log of a topic whose producers use no transactions. */
    public KeyedLog(Topic<V> topic, KafkaConnection connection, SchemaRegistryClient registry) {
        this.connection = connection;
        this.reader = new TypedReader<>(topic, registry);
        this.name = "writ-gateway-" + topic.name().replace("writ.", "") + "-log-";
    }

    /**
     * The records of a key that are in the log now, in order.
     *
     * @param partition where the key is
     * @param since there are none before
     * @param enough ends the reading behind the first record that it holds for
     * @throws ProblemException 503 if they cannot be read, or not in time
     */
    public List<Found<V>> read(String key, TopicPartition partition, Instant since, Predicate<V> enough)
            throws InterruptedException {
        return reading(partition, consumer -> {
            long end = consumer.endOffsets(List.of(partition), ASKING).getOrDefault(partition, 0L);
            Map<TopicPartition, Long> begin =
                    Map.of(partition, Math.max(0, since.minus(SLACK).toEpochMilli()));
            @Nullable
            OffsetAndTimestamp found = consumer.offsetsForTimes(begin, ASKING).get(partition);
            return scan(consumer, key, partition, found == null ? end : found.offset(), end, enough);
        });
    }

    /**
     * What an offset holds.
     *
     * @throws ProblemException 503 if it cannot be read, or not in time
     */
    public Place<V> at(String key, TopicPartition partition, long offset) throws InterruptedException {
        return reading(partition, consumer -> {
            if (offset < consumer.beginningOffsets(List.of(partition), ASKING).getOrDefault(partition, 0L)) {
                return new Place.Expired<>();
            }
            long end = consumer.endOffsets(List.of(partition), ASKING).getOrDefault(partition, 0L);
            List<Found<V>> found =
                    scan(consumer, key, partition, Math.min(offset, end), Math.min(offset + 1, end), _ -> true);
            return found.isEmpty() ? new Place.Other<>() : new Place.Held<>(found.getFirst());
        });
    }

    private interface Reading<T> {
        T with(KafkaConsumer<byte[], byte[]> consumer);
    }

    private <T> T reading(TopicPartition partition, Reading<T> reading) throws InterruptedException {
        if (!places.tryAcquire(LONGEST.toNanos(), TimeUnit.NANOSECONDS)) {
            throw late(Optional.empty());
        }
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            consumer.assign(List.of(partition));
            return reading.with(consumer);
        } catch (InterruptException e) {
            throw KafkaInterrupt.asJavaReportsIt(e);
        } catch (KafkaException e) {
            throw late(Optional.of(e));
        } finally {
            places.release();
        }
    }

    private List<Found<V>> scan(
            KafkaConsumer<byte[], byte[]> consumer,
            String key,
            TopicPartition partition,
            long begin,
            long end,
            Predicate<V> enough) {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        byte[] wanted = key.getBytes(StandardCharsets.UTF_8);
        List<Found<V>> all = new ArrayList<>();
        consumer.seek(partition, begin);
        while (consumer.position(partition, ASKING) < end) {
            if (System.nanoTime() > deadline) {
                throw late(Optional.empty());
            }
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                if (record.offset() < end && Arrays.equals(wanted, record.key())) {
                    Optional<V> value = value(record);
                    value.ifPresent(present -> all.add(new Found<>(present, record.offset())));
                    if (value.filter(enough).isPresent()) {
                        return all;
                    }
                }
            }
        }
        return all;
    }

    private Optional<V> value(ConsumerRecord<byte[], byte[]> record) {
        try {
            return Optional.of(reader.value(record));
        } catch (UnreadableRecordException e) {
            LOG.debug("{}-{}@{} cannot be read", record.topic(), record.partition(), record.offset(), e);
            return Optional.empty();
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        Map<String, Object> client = new LinkedHashMap<>(connection.consumer(name + names.incrementAndGet()));
        client.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        client.putAll(FeedSettings.UNCOMMITTED);
        client.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        // Closing waits for the fetch behind the end that the consumer has begun by then.
        client.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_WAIT_MILLIS);
        return new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private static ProblemException late(Optional<Exception> cause) {
        ProblemException problem =
                new ProblemException(Problems.unavailable("log_unavailable", "The stream's past cannot be read now."));
        cause.ifPresent(problem::initCause);
        return problem;
    }
}
