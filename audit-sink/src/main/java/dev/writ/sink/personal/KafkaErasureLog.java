package dev.writ.sink.personal;

import dev.writ.schemas.CloudEvent;
import dev.writ.schemas.KafkaConnection;
import dev.writ.schemas.Topics;
import dev.writ.schemas.event.AuditRecorded;
import dev.writ.schemas.serde.AvroSerializer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes entries to writ.audit, under the key of their subject. */
public final class KafkaErasureLog implements ErasureLog, AutoCloseable {

    private static final String SOURCE = "/writ/erase";
    /** Less than a transaction may idle, see Database. */
    private static final int DELIVERY_TIMEOUT_MS = 20_000;

    private static final int REQUEST_TIMEOUT_MS = 10_000;

    private final Producer<byte[], byte[]> producer;
    private final AvroSerializer<AuditRecorded> serializer;

    /** A log with an idempotent producer of its own. */
    public KafkaErasureLog(KafkaConnection kafka, String clientId) {
        Map<String, Object> settings = kafka.producer(clientId);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MS);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_TIMEOUT_MS);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, DELIVERY_TIMEOUT_MS);
        this.producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
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
        try {
            producer.send(record).get();
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (ExecutionException e) {
            throw new KafkaException("the entry cannot be written: " + e.getCause(), e);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
