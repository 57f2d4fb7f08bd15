package dev.writ.sink.checkpoint;

import dev.writ.schemas.CloudEvent;
import dev.writ.schemas.Ids;
import dev.writ.schemas.KafkaConnection;
import dev.writ.schemas.Topics;
import dev.writ.schemas.event.AuditCheckpoint;
import dev.writ.schemas.serde.AvroSerializer;
import dev.writ.sink.publish.DurableProducer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Publishes checkpoints on writ.audit.checkpoints, by the log that they are of. A record has the time when it is published and not
 * that of the signature, or retention would take at once what is published again.
 */
public final class KafkaCheckpointTopic implements CheckpointTopic {

    private final DurableProducer producer;
    private final String source;
    private final AvroSerializer<AuditCheckpoint> serializer;

    /**
     * Publishes over a producer that its owner closes.
     *
     * @param source who does, as a CloudEvents source
     */
    public KafkaCheckpointTopic(DurableProducer producer, KafkaConnection kafka, String source) {
        this.producer = producer;
        this.source = source;
        this.serializer = new AvroSerializer<>(kafka.registry());
    }

    @Override
    public void put(List<AuditCheckpoint> checkpoints) {
        producer.send(checkpoints.stream().map(this::message).toList());
    }

    private ProducerRecord<byte[], byte[]> message(AuditCheckpoint checkpoint) {
        String topic = Topics.AUDIT_CHECKPOINTS.name();
        String log = checkpoint.getTopic() + "-" + checkpoint.getPartition();
        String id = Ids.derive("checkpoint", log, checkpoint.getNote());
        return new ProducerRecord<>(
                topic,
                null,
                null,
                log.getBytes(StandardCharsets.UTF_8),
                serializer.serialize(topic, checkpoint),
                CloudEvent.of(id, source, checkpoint, checkpoint.getSignedAt(), CloudEvent.traceparentFrom(id))
                        .writeTo(new RecordHeaders()));
    }
}
