package dev.writ.sink.rebuild;

import dev.writ.schemas.KafkaConnection;
import dev.writ.schemas.Topics;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What the audit topic holds at a moment.
 *
 * @param first the first offset that each partition still has
 * @param next the offset behind the last record of each partition, above which there are no records but marks of transactions
 */
record LogBounds(Map<TopicPartition, Long> first, Map<TopicPartition, Long> next) {

    private static final Duration POLL = Duration.ofMillis(100);

    LogBounds {
        first = Map.copyOf(first);
        next = Map.copyOf(next);
    }

    /**
     * Asks, and reads what lies behind the positions.
     *
     * @param reached where reading goes on in each partition; one without begins at its beginning
     * @throws OtherLogException if a position lies behind the end of its partition
     */
    static LogBounds beyond(Map<TopicPartition, Long> reached, KafkaConnection kafka) {
        Map<String, Object> settings = kafka.consumer("writ-rebuild");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.AUDIT.name()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .sorted(Comparator.comparingInt(TopicPartition::partition))
                    .toList();
            Map<TopicPartition, Long> first = consumer.beginningOffsets(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            Map<TopicPartition, Long> next = new HashMap<>();
            consumer.assign(partitions);
            for (TopicPartition partition : partitions) {
                long end = ends.getOrDefault(partition, 0L);
                long from = Math.max(reached.getOrDefault(partition, 0L), first.getOrDefault(partition, 0L));
                if (from > end) {
                    throw new OtherLogException("the tables go on at " + from + " of " + partition + ", which ends at "
                            + end + ": they were built from another log");
                }
                next.put(partition, from);
                consumer.seek(partition, from);
            }
            while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.getOrDefault(each, 0L))) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    next.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
                }
            }
            return new LogBounds(first, next);
        }
    }
}
