package dev.writ.gateway.tokens;

import dev.writ.gateway.feed.TypedReader;
import dev.writ.gateway.http.ProblemException;
import dev.writ.gateway.http.Problems;
import dev.writ.schemas.KafkaConnection;
import dev.writ.schemas.Topics;
import dev.writ.schemas.event.TokenEvent;
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
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the past of one stream out of its partition of writ.tokens, for readers that come late. */
public final class TokenLog {

    private static final Logger LOG = LoggerFactory.getLogger(TokenLog.class);
    private static final int MOST_AT_A_TIME = 16;
    private static final Duration ASKING = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(500);

    private static final int FETCH_WAIT_MILLIS = 10;

    /** Clocks differ: the log is read from this much before the time that is given. */
    private static final Duration SLACK = Duration.ofMinutes(1);

    private final KafkaConnection connection;
    private final TypedReader<TokenEvent> reader;
    private final Semaphore places = new Semaphore(MOST_AT_A_TIME);
    private final AtomicLong names = new AtomicLong();

    public TokenLog(KafkaConnection connection, SchemaRegistryClient registry) {
        this.connection = connection;
        this.reader = new TypedReader<>(Topics.TOKENS, registry);
    }

    /**
     * The events of a stream that are in the log now.
     *
     * @param partition where the stream is
     * @param since the stream began no earlier
     * @throws ProblemException 503 if they cannot be read, or not in time
     */
    List<Signal> read(String executionId, TopicPartition partition, Instant since) throws InterruptedException {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        if (!places.tryAcquire(LONGEST.toNanos(), TimeUnit.NANOSECONDS)) {
            throw late(null);
        }
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            consumer.assign(List.of(partition));
            long end = consumer.endOffsets(List.of(partition), ASKING).getOrDefault(partition, 0L);
            Map<TopicPartition, Long> begin =
                    Map.of(partition, Math.max(0, since.minus(SLACK).toEpochMilli()));
            @Nullable
            OffsetAndTimestamp found = consumer.offsetsForTimes(begin, ASKING).get(partition);
            consumer.seek(partition, found == null ? end : found.offset());
            byte[] key = executionId.getBytes(StandardCharsets.UTF_8);
            List<Signal> past = new ArrayList<>();
            while (consumer.position(partition, ASKING) < end) {
                if (System.nanoTime() > deadline) {
                    throw late(null);
                }
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    if (record.offset() < end && Arrays.equals(key, record.key())) {
                        add(past, record);
                    }
                }
            }
            return past;
        } catch (KafkaException e) {
            throw late(e);
        } finally {
            places.release();
        }
    }

    private void add(List<Signal> past, ConsumerRecord<byte[], byte[]> record) {
        try {
            past.add(new Signal.Token(reader.value(record), record.offset()));
        } catch (UnreadableRecordException e) {
            LOG.debug("the feed makes {}@{} a dead letter", record.partition(), record.offset(), e);
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        Map<String, Object> client =
                new LinkedHashMap<>(connection.consumer("writ-gateway-catch-up-" + names.incrementAndGet()));
        client.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        client.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
        client.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        // Closing waits for the fetch behind the end that the consumer has begun by then.
        client.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_WAIT_MILLIS);
        return new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private static ProblemException late(@Nullable Exception cause) {
        ProblemException problem =
                new ProblemException(Problems.unavailable("log_unavailable", "The stream's past cannot be read now."));
        if (cause != null) {
            problem.initCause(cause);
        }
        return problem;
    }
}
