package dev.writ.launcher.process;

import dev.writ.schemas.KafkaConnection;
import dev.writ.schemas.Topics;
import dev.writ.schemas.event.AuditRecorded;
import dev.writ.schemas.event.ExecutionFinished;
import dev.writ.schemas.serde.AvroSerde;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * How often the whole audit topic tells of each thing.
 *
 * @param decisions by request id
 * @param ends by execution id
 */
record AuditLog(Map<String, Integer> decisions, Map<String, Integer> ends) {

    /** Reads the topic from its start to its present end. */
    static AuditLog read(KafkaConnection connection) {
        AuditLog log = new AuditLog(new HashMap<>(), new HashMap<>());
        try (KafkaConsumer<String, AuditRecorded> consumer = new KafkaConsumer<>(
                connection.consumer("audit-log"),
                new StringDeserializer(),
                AvroSerde.of(Topics.AUDIT, connection.registry()).deserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.AUDIT.name()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<String, AuditRecorded> event : consumer.poll(Duration.ofMillis(200))) {
                    log.add(event.value());
                }
            }
        }
        return log;
    }

    private void add(AuditRecorded event) {
        event.getDecision().ifPresent(decision -> decisions.merge(decision.getRequestId(), 1, Integer::sum));
        event.getExecution()
                .filter(execution -> execution.getBody() instanceof ExecutionFinished)
                .ifPresent(execution -> ends.merge(execution.getExecutionId(), 1, Integer::sum));
    }
}
