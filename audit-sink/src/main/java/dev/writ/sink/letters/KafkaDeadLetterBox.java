package dev.writ.sink.letters;

import dev.writ.schemas.DeadLetters;
import dev.writ.schemas.KafkaConnection;
import dev.writ.schemas.event.DeadLettered;
import dev.writ.schemas.serde.AvroSerializer;
import dev.writ.sink.read.Entry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes dead letters to writ.dead-letters, under the key of their source. */
public final class KafkaDeadLetterBox implements DeadLetterBox, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaDeadLetterBox.class);
    private static final String SOURCE = "/writ/sink";
    /** Less than a transaction may idle, see Database. */
    private static final int DELIVERY_TIMEOUT_MS = 20_000;

    private static final int REQUEST_TIMEOUT_MS = 10_000;

    private final Producer<byte[], byte[]> producer;
    private final AvroSerializer<DeadLettered> serializer;

    /** A box with an idempotent producer of its own. */
    public KafkaDeadLetterBox(KafkaConnection kafka, String clientId) {
        Map<String, Object> settings = kafka.producer(clientId);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MS);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_TIMEOUT_MS);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, DELIVERY_TIMEOUT_MS);
        this.producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        this.serializer = new AvroSerializer<>(kafka.registry());
    }

    @Override
    public void put(List<Entry.Poison> poison) {
        List<Future<RecordMetadata>> underWay = new ArrayList<>();
        for (Entry.Poison entry : poison) {
            ConsumerRecord<byte[], byte[]> record = entry.record();
            LOG.warn(
                    "{}-{}@{} becomes a dead letter, {}: {}",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    entry.why().code(),
                    entry.why().message());
            Future<RecordMetadata> sent = producer.send(message(entry));
            if (sent.isDone()) {
                await(sent); // If the broker is away, the first one says so for all.
            } else {
                underWay.add(sent);
            }
        }
        underWay.forEach(KafkaDeadLetterBox::await);
    }

    private ProducerRecord<byte[], byte[]> message(Entry.Poison entry) {
        ConsumerRecord<byte[], byte[]> record = entry.record();
        return DeadLetters.toRecord(
                DeadLetters.of(record, entry.why()), record.key(), record.headers(), SOURCE, serializer);
    }

    private static void await(Future<RecordMetadata> sent) {
        try {
            sent.get();
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (ExecutionException e) {
            throw new DeadLetterUnsentException("a dead letter cannot be written: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        producer.close(
                Duration.ZERO); // Each letter was waited for: what is still under way belongs to a batch that failed.
    }
}
