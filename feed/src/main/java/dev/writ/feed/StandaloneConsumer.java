package dev.writ.feed;

import dev.writ.schemas.KafkaConnection;
import dev.writ.schemas.Topic;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A consumer without a group that reads all partitions of its topics, also those that are added later. For one thread. */
final class StandaloneConsumer implements AutoCloseable {

    private static final Duration ASKING = Duration.ofSeconds(5);
    private static final Duration LONGEST_GOODBYE = Duration.ofSeconds(2);
    private static final long REFRESH_NANOS = Duration.ofSeconds(30).toNanos();

    private final FeedSettings settings;
    private final Consumer<byte[], byte[]> consumer;
    private final KafkaClientMetrics clientMetrics;
    private final LongSupplier nanoTime;
    private final Map<TopicPartition, Long> firstEnds = new HashMap<>();
    private boolean started;
    private boolean caughtUp;
    private long refreshedAt;

    /**
     * Over a Kafka client, which is closed with it.
     *
     * @param nanoTime the clock that says when to look for new partitions
     */
    StandaloneConsumer(
            FeedSettings settings, Consumer<byte[], byte[]> consumer, MeterRegistry meters, LongSupplier nanoTime) {
        this.settings = settings;
        this.consumer = consumer;
        this.clientMetrics = new KafkaClientMetrics(consumer);
        this.clientMetrics.bindTo(meters);
        this.nanoTime = nanoTime;
    }

    /** Over a client of its own. */
    static StandaloneConsumer connect(FeedSettings settings, KafkaConnection connection, MeterRegistry meters) {
        Map<String, Object> client = connection.consumer(settings.clientId());
        client.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        client.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        client.putAll(settings.client());
        Consumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        return new StandaloneConsumer(settings, consumer, meters, System::nanoTime);
    }

    /**
     * Finds the topics' partitions and where to begin in them; nothing if that is known and not old.
     *
     * @throws KafkaException if Kafka cannot be asked, or lacks a topic; worth trying again
     */
    void locate() {
        if (!started || nanoTime.getAsLong() - refreshedAt > REFRESH_NANOS) {
            assign();
        }
    }

    /** The next records, in the order of each partition; waits for the first. */
    Iterable<ConsumerRecord<byte[], byte[]>> poll(Duration wait) {
        return consumer.poll(wait);
    }

    /** Whether all records have been handed over that were there when the partitions were first located. */
    boolean isCaughtUp() {
        if (started && !caughtUp) {
            caughtUp = firstEnds.entrySet().stream()
                    .allMatch(end -> consumer.position(end.getKey(), ASKING) >= end.getValue());
        }
        return caughtUp;
    }

    /** Ends a poll of another thread. */
    void wakeup() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        clientMetrics.close();
        consumer.close(CloseOptions.timeout(LONGEST_GOODBYE));
    }

    private void assign() {
        Set<TopicPartition> before = consumer.assignment();
        Map<TopicPartition, Long> all = lookBacks();
        List<TopicPartition> added = all.keySet().stream()
                .filter(partition -> !before.contains(partition))
                .toList();
        if (!added.isEmpty()) {
            // Asked before they are assigned: what cannot be asked now is still new at the next try.
            Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(added, ASKING);
            Map<TopicPartition, Long> ends = started ? Map.of() : consumer.endOffsets(added, ASKING);
            consumer.assign(all.keySet());
            for (TopicPartition partition : added) {
                long beginning = beginnings.getOrDefault(partition, 0L);
                long end = ends.getOrDefault(partition, beginning);
                long lookBack = Math.min(end, all.getOrDefault(partition, FeedSettings.EVERYTHING));
                consumer.seek(partition, Math.max(beginning, end - lookBack));
            }
            firstEnds.putAll(ends);
        }
        started = true;
        refreshedAt = nanoTime.getAsLong();
    }

    private Map<TopicPartition, Long> lookBacks() {
        Map<TopicPartition, Long> partitions = new HashMap<>();
        for (Map.Entry<Topic<?>, Long> followed : settings.lookBacks().entrySet()) {
            String topic = followed.getKey().name();
            List<PartitionInfo> infos = consumer.partitionsFor(topic, ASKING);
            if (infos == null || infos.isEmpty()) {
                throw new UnknownTopicOrPartitionException("there is no topic " + topic);
            }
            infos.forEach(info -> partitions.put(new TopicPartition(topic, info.partition()), followed.getValue()));
        }
        return partitions;
    }
}
