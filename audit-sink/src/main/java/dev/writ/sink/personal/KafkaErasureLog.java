package dev.writ.sink.personal;

import dev.writ.schemas.CloudEvent;
import dev.writ.schemas.KafkaConnection;
import dev.writ.schemas.Topics;
import dev.writ.schemas.event.AuditRecorded;
import dev.writ.schemas.serde.AvroSerializer;
import dev.writ.sink.publish.DurableProducer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Writes entries to writ.audit, under the key of their subject. */
public final class KafkaErasureLog implements ErasureLog, AutoCloseable {

    private static final String SOURCE = "/writ/erase";

    private final DurableProducer producer;
    private final AvroSerializer<AuditRecorded> serializer;

    /** A log with an idempotent producer of its own. */
    public KafkaErasureLog(KafkaConnection kafka, String clientId) {
        this.producer = new DurableProducer(kafka, clientId);
        this.serializer = new AvroSerializer<>(kafka.registry());
    }

    @Override
    public void append(Erasure erasure) {
        CloudEvent context = CloudEvent.of(
                erasure.eventId(),
                SOURCE,
                erasure.event(),
                erasure.event().getErasedAt(),
                CloudEvent.traceparentFrom(erasure.eventId()));
        AuditRecorded entry = AuditRecorded.newBuilder()
                .setEventId(erasure.eventId())
                .setType(context.type())
                .setOccurredAt(context.time())
                .setErasure(erasure.event())
                .build();
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                Topics.AUDIT.name(),
                erasure.event().getSubject().getBytes(StandardCharsets.UTF_8),
                serializer.serialize(Topics.AUDIT.name(), entry));
        context.writeTo(record.headers());
        producer.send(List.of(record));
    }

    @Override
    public void close() {
        producer.close();
    }
}
