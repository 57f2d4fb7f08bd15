package dev.writ.gateway.feed;

import dev.writ.schemas.KafkaConnection;
import dev.writ.schemas.Topic;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
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

    private final FeedSettings settings;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final KafkaClientMetrics clientMetrics;
    private final Map<TopicPartition, Long> firstEnds = new HashMap<>();
    private boolean started;
    private boolean caughtUp;
    private long refreshedAt;

    FollowingConsumer(FeedSettings settings, KafkaConnection connection, MeterRegistry meters) {
        this.settings = settings;
        Map<String, Object> client = new LinkedHashMap<>(connection.consumer("writ-gateway-" + settings.name()));
        client.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        client.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        client.putAll(settings.client());
        this.consumer = new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.clientMetrics = new KafkaClientMetrics(consumer);
        this.clientMetrics.bindTo(meters);
    }

    /**
     * The next records, in the order of each partition.
     *
     * @throws KafkaException if Kafka cannot be asked, or lacks a topic; worth trying again
     */
    Iterable<ConsumerRecord<byte[], byte[]>> poll(Duration wait) {
        if (!started || System.nanoTime() - refreshedAt > REFRESH_NANOS) {
            assign();
        }
        ConsumerRecords<byte[], byte[]> records = consumer.poll(wait);
        return records;
    }

    /** Whether all records have been handed over that were there at the first poll. */
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
        List<TopicPartition> all = partitions();
        List<TopicPartition> added =
                all.stream().filter(partition -> !before.contains(partition)).toList();
        if (!added.isEmpty()) {
            consumer.assign(all);
            Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(added, ASKING);
            Map<TopicPartition, Long> ends = started ? Map.of() : consumer.endOffsets(added, ASKING);
            for (TopicPartition partition : added) {
                long beginning = beginnings.getOrDefault(partition, 0L);
                long end = ends.getOrDefault(partition, beginning);
                consumer.seek(partition, Math.max(beginning, end - Math.min(end, settings.lookBack())));
            }
            firstEnds.putAll(ends);
        }
        started = true;
        refreshedAt = System.nanoTime();
    }

    private List<TopicPartition> partitions() {
        List<TopicPartition> partitions = new ArrayList<>();
        for (Topic<?> topic : settings.topics()) {
            List<PartitionInfo> infos = consumer.partitionsFor(topic.name(), ASKING);
            if (infos == null || infos.isEmpty()) {
                throw new UnknownTopicOrPartitionException("there is no topic " + topic.name());
            }
            infos.forEach(info -> partitions.add(new TopicPartition(info.topic(), info.partition())));
        }
        return partitions;
    }
}
