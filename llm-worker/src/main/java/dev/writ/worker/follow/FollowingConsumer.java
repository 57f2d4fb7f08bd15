package dev.writ.worker.follow;

import dev.writ.schemas.KafkaConnection;
import dev.writ.schemas.Topic;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A consumer without a group that reads all partitions of its topics, also those that are added later. For one thread. */
final class FollowingConsumer implements AutoCloseable {

    private static final Duration ASKING = Duration.ofSeconds(5);
    private static final Duration LONGEST_GOODBYE = Duration.ofSeconds(2);
    private static final long REFRESH_NANOS = Duration.ofSeconds(30).toNanos();

    private final FollowerSettings settings;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final KafkaClientMetrics metrics;
    private final Map<TopicPartition, Long> firstEnds = new HashMap<>();
    private boolean started;
    private boolean caughtUp;
    private long refreshedAt;

    FollowingConsumer(FollowerSettings settings, KafkaConnection kafka, MeterRegistry meters) {
        this.settings = settings;
        Map<String, Object> client = kafka.consumer("writ-worker-" + settings.name());
        client.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        client.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        this.consumer = new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.metrics = new KafkaClientMetrics(consumer);
        this.metrics.bindTo(meters);
    }

    /**
     * Finds the topics' partitions and where to begin in them; nothing if that is known and not old.
     *
     * @throws KafkaException if Kafka cannot be asked, or lacks a topic; worth trying again
     */
    void locate() {
        if (!started || System.nanoTime() - refreshedAt > REFRESH_NANOS) {
            assign();
        }
    }

    /** The next records, in the order of each partition; waits for the first. */
    Iterable<ConsumerRecord<byte[], byte[]>> poll(Duration wait) {
        return consumer.poll(wait);
    }

    /** Whether all records have been handed over that were there at the start. */
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
        metrics.close();
        consumer.close(CloseOptions.timeout(LONGEST_GOODBYE));
    }

    private void assign() {
        Set<TopicPartition> before = consumer.assignment();
        Map<TopicPartition, Long> all = lookBacks();
        List<TopicPartition> added = all.keySet().stream()
                .filter(partition -> !before.contains(partition))
                .toList();
        if (!added.isEmpty()) {
            Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(added, ASKING);
            Map<TopicPartition, Long> ends = started ? Map.of() : consumer.endOffsets(added, ASKING);
            consumer.assign(all.keySet());
            for (TopicPartition partition : added) {
                long beginning = beginnings.getOrDefault(partition, 0L);
                long end = ends.getOrDefault(partition, beginning);
                long lookBack = Math.min(end, all.getOrDefault(partition, FollowerSettings.EVERYTHING));
                consumer.seek(partition, Math.max(beginning, end - lookBack));
            }
            firstEnds.putAll(ends);
        }
        started = true;
        refreshedAt = System.nanoTime();
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
