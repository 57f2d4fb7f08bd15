package dev.writ.worker;

import dev.writ.schemas.Topic;
import dev.writ.testcluster.TestCluster;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A topic from its beginning, read on whenever it is asked for. */
final class TopicLog implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(20);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;
    private final Map<String, List<ConsumerRecord<byte[], byte[]>>> byKey = new HashMap<>();

    TopicLog(TestCluster cluster, Topic<?> topic) {
        Map<String, Object> settings = cluster.connection().consumer("test");
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 10);
        consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        partitions = consumer.partitionsFor(topic.name()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** The records with the key, up to the topic's present end. */
    synchronized List<ConsumerRecord<byte[], byte[]>> recordsOf(String key) {
        readOn();
        return List.copyOf(byKey.getOrDefault(key, List.of()));
    }

    /** All records, up to the topic's present end. */
    synchronized List<ConsumerRecord<byte[], byte[]>> all() {
        readOn();
        return byKey.values().stream().flatMap(List::stream).toList();
    }

    private void readOn() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            for (ConsumerRecord<byte[], byte[]> read : consumer.poll(POLL)) {
                byKey.computeIfAbsent(new String(read.key(), StandardCharsets.UTF_8), unread -> new ArrayList<>())
                        .add(read);
            }
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
