package dev.writ.gateway.push;

import dev.writ.feed.TypedReader;
import dev.writ.schemas.KafkaConnection;
import dev.writ.schemas.Topic;
import dev.writ.schemas.Topics;
import dev.writ.schemas.event.ActionDecided;
import dev.writ.schemas.event.CanvasState;
import dev.writ.schemas.event.TokenEvent;
import dev.writ.schemas.serde.SchemaRegistryClient;
import dev.writ.schemas.serde.UnreadableRecordException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the past of pushes out of the log. For one thread at a time. */
final class PushLog implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PushLog.class);
    private static final AtomicLong NAMES = new AtomicLong();
    private static final Duration ASKING = Duration.ofSeconds(5);
    private static final Duration LONGEST_GOODBYE = Duration.ofSeconds(2);
    private static final int FETCH_WAIT_MILLIS = 10;

    /** What a reader that catches up holds at a time is bounded by these three. */
    private static final int MOST_RECORDS = 100;

    private static final int MOST_BYTES_OF_A_PARTITION = 256 * 1024;
    private static final int MOST_BYTES = 2 * 1024 * 1024;
    private static final String TYPE = "ce_type";

    /** The type that {@link dev.writ.schemas.CloudEvent} gives the start of a stream. */
    private static final String START = "dev.writ.stream.started";

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final TypedReader<TokenEvent> tokens;
    private final TypedReader<CanvasState> canvases;
    private final TypedReader<ActionDecided> decisions;
    private final List<TopicPartition> partitions;
    private final long overdueAt;
    private final Runnable leaving;

    /**
     * A reader of the three topics.
     *
     * @param longest how long it is to be open
     * @param leaving run once it is closed
     * @throws org.apache.kafka.common.KafkaException if Kafka cannot be asked, or lacks a topic
     */
    PushLog(KafkaConnection connection, SchemaRegistryClient registry, Duration longest, Runnable leaving) {
        Map<String, Object> client =
                new LinkedHashMap<>(connection.consumer("writ-gateway-push-" + NAMES.incrementAndGet()));
        client.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        client.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        client.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_WAIT_MILLIS);
        client.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MOST_RECORDS);
        client.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, MOST_BYTES_OF_A_PARTITION);
        client.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, MOST_BYTES);
        this.consumer = new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.tokens = new TypedReader<>(Topics.TOKENS, registry);
        this.canvases = new TypedReader<>(Topics.CANVASES, registry);
        this.decisions = new TypedReader<>(Topics.DECISIONS, registry);
        this.overdueAt = System.nanoTime() + longest.toNanos();
        this.leaving = leaving;
        boolean opened = false;
        try {
            this.partitions = PushCursor.TOPICS.stream()
                    .flatMap(topic -> partitionsOf(topic).stream())
                    .toList();
            consumer.assign(partitions);
            opened = true;
        } finally {
            if (!opened) {
                closeConsumer();
            }
        }
    }

    private List<TopicPartition> partitionsOf(Topic<?> topic) {
        List<PartitionInfo> infos = consumer.partitionsFor(topic.name(), ASKING);
        if (infos == null || infos.isEmpty()) {
            throw new UnknownTopicOrPartitionException("there is no topic " + topic.name());
        }
        return infos.stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
    }

    /** Whether it has been open for as long as it is to be. */
    boolean isOverdue() {
        return System.nanoTime() - overdueAt >= 0;
    }

    /** Where the log begins. */
    Map<TopicPartition, Long> beginnings() {
        return consumer.beginningOffsets(partitions, ASKING);
    }

    /** Where it ends now. */
    Map<TopicPartition, Long> ends() {
        return consumer.endOffsets(partitions, ASKING);
    }

    /** What it would read next of each partition. */
    Map<TopicPartition, Long> positions() {
        return partitions.stream()
                .collect(Collectors.toMap(Function.identity(), partition -> consumer.position(partition, ASKING)));
    }

    /** Goes to these places. */
    void seek(Map<TopicPartition, Long> places) {
        partitions.forEach(partition -> consumer.seek(partition, places.getOrDefault(partition, 0L)));
    }

    /** Whether everything before these places was read. */
    boolean isBehind(Map<TopicPartition, Long> places) {
        return partitions.stream()
                .allMatch(partition -> consumer.position(partition, ASKING) >= places.getOrDefault(partition, 0L));
    }

    /** Takes records. */
    interface Taker {
        void take(PushRecord record) throws InterruptedException;
    }

    /**
     * Hands over the next records: all canvases and decisions, starts of streams, and the tokens of wanted executions.
     *
     * @param wanted asked at each record, as the one before may change it
     */
    void poll(Duration wait, Predicate<String> wanted, Taker taker) throws InterruptedException {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(wait)) {
            String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
            boolean token = tokens.reads(record);
            if (!token || wanted.test(key) || mayBeStart(record)) {
                Optional<SpecificRecord> value = value(record);
                if (value.isPresent()) {
                    TopicPartition partition = new TopicPartition(record.topic(), record.partition());
                    taker.take(new PushRecord(value.get(), key, partition, record.offset(), Map.of()));
                }
            }
        }
    }

    @Override
    public void close() {
        closeConsumer();
        leaving.run();
    }

    private void closeConsumer() {
        try {
            consumer.close(CloseOptions.timeout(LONGEST_GOODBYE));
        } catch (KafkaException e) {
            LOG.debug("a consumer was not closed in order", e);
        }
    }

    private static boolean mayBeStart(ConsumerRecord<byte[], byte[]> record) {
        Header type = record.headers().lastHeader(TYPE);
        return type == null || START.equals(new String(type.value(), StandardCharsets.UTF_8));
    }

    private Optional<SpecificRecord> value(ConsumerRecord<byte[], byte[]> record) {
        try {
            if (tokens.reads(record)) {
                return Optional.of(tokens.value(record));
            }
            return canvases.reads(record)
                    ? Optional.ofNullable(canvases.valueOrTombstone(record))
                    : Optional.of(decisions.value(record));
        } catch (UnreadableRecordException e) {
            LOG.debug("the feed makes {}-{}@{} a dead letter", record.topic(), record.partition(), record.offset(), e);
            return Optional.empty();
        }
    }
}
