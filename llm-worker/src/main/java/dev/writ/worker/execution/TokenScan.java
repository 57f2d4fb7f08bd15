package dev.writ.worker.execution;

import dev.writ.schemas.Topics;
import dev.writ.schemas.event.TokenEvent;
import dev.writ.schemas.serde.AvroDeserializer;
import dev.writ.schemas.serde.SchemaRegistryClient;
import dev.writ.schemas.serde.UnreadableRecordException;
import dev.writ.worker.execution.TokenHistory.Wanted;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Utils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One reading of the token topic for any number of executions. Not safe for use by several threads. */
final class TokenScan implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TokenScan.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration LONGEST_GOODBYE = Duration.ofSeconds(3);

    private final Consumer<byte[], byte[]> consumer;
    private final AvroDeserializer<TokenEvent> deserializer;

    /** A scan that owns the consumer. */
    TokenScan(Consumer<byte[], byte[]> consumer, SchemaRegistryClient registry) {
        this.consumer = consumer;
        this.deserializer = new AvroDeserializer<>(TokenEvent.class, registry);
    }

    /** Reads the partitions of the executions from the earliest wanted time to their present ends, and answers. */
    void answer(List<Wanted> batch) {
        Map<String, AttemptHistory> histories = new HashMap<>();
        batch.forEach(wanted -> histories.put(wanted.executionId(), new AttemptHistory()));
        Map<TopicPartition, Long> starts = starts(batch);
        consumer.assign(starts.keySet());
        Map<TopicPartition, Long> ends = consumer.endOffsets(starts.keySet());
        starts.forEach(consumer::seek);
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            for (ConsumerRecord<byte[], byte[]> found : consumer.poll(POLL)) {
                collect(found, histories);
            }
        }
        consumer.assign(List.of());
        batch.forEach(wanted -> wanted.answer().complete(histories.get(wanted.executionId())));
    }

    private void collect(ConsumerRecord<byte[], byte[]> found, Map<String, AttemptHistory> histories) {
        AttemptHistory history =
                found.key() == null ? null : histories.get(new String(found.key(), StandardCharsets.UTF_8));
        if (history == null) {
            return;
        }
        try {
            TokenEvent event = deserializer.deserialize(found.topic(), found.value());
            if (event != null) {
                history.add(event);
            }
        } catch (UnreadableRecordException e) {
            // Not the worker's queue: the record stays where it is for the topic's readers to report.
            LOG.warn("{}-{}@{} is not a token event", found.topic(), found.partition(), found.offset(), e);
        }
    }

    /** Where to begin in each partition that holds a wanted key; none where nothing is new enough. */
    private Map<TopicPartition, Long> starts(List<Wanted> batch) {
        int partitions = consumer.partitionsFor(Topics.TOKENS.name()).size();
        Map<TopicPartition, Long> since = batch.stream()
                .collect(Collectors.toMap(
                        wanted -> partitionOf(wanted.executionId(), partitions), Wanted::since, Math::min));
        Map<TopicPartition, Long> starts = new HashMap<>();
        consumer.offsetsForTimes(since).forEach((partition, found) -> {
            if (found != null) {
                starts.put(partition, found.offset());
            }
        });
        return starts;
    }

    /** As Kafka's default partitioner places a key. */
    private static TopicPartition partitionOf(String executionId, int partitions) {
        int hash = Utils.murmur2(executionId.getBytes(StandardCharsets.UTF_8));
        return new TopicPartition(Topics.TOKENS.name(), Utils.toPositive(hash) % partitions);
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(LONGEST_GOODBYE));
    }
}
