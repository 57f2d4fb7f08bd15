package dev.writ.sink.publish;

import dev.writ.schemas.KafkaConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** An idempotent producer whose records are waited for. */
public final class DurableProducer implements AutoCloseable {

    /** What the sink says it is, as a CloudEvents source. */
    public static final String SOURCE = "/writ/sink";

    /** Less than a transaction may idle, see Database. */
    private static final int DELIVERY_TIMEOUT_MS = 20_000;

    private static final int REQUEST_TIMEOUT_MS = 10_000;

    private final Producer<byte[], byte[]> producer;

    /** Connects when it is asked to send. */
    public DurableProducer(KafkaConnection kafka, String clientId) {
        Map<String, Object> settings = kafka.producer(clientId);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MS);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_TIMEOUT_MS);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, DELIVERY_TIMEOUT_MS);
        this.producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /**
     * Returns once all of them are durable.
     *
     * @throws UnsentException if that fails; some of them may be durable
     */
    public void send(List<ProducerRecord<byte[], byte[]>> records) {
        List<Future<RecordMetadata>> underWay = new ArrayList<>();
        for (ProducerRecord<byte[], byte[]> record : records) {
            Future<RecordMetadata> sent = producer.send(record);
            if (sent.isDone()) {
                await(sent); // If the broker is away, the first one says so for all.
            } else {
                underWay.add(sent);
            }
        }
        underWay.forEach(DurableProducer::await);
    }

    private static void await(Future<RecordMetadata> sent) {
        try {
            sent.get();
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (ExecutionException e) {
            throw new UnsentException("Kafka does not take what is to be written: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO); // All was waited for: what is still under way belongs to what failed.
    }
}
