package dev.writ.topology;

import dev.writ.topology.io.Arrivals;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/**
 * Kafka Streams' clients, with a main consumer that tells what has come and does not keep a commit waiting.
 *
 * <p>A stream thread looks whether a commit is due only between polls. What it processed within a commit interval of the
 * last commit would stay uncommitted until more records come, or {@code poll.ms} is over, 100 ms. So a poll that follows
 * records waits no longer than the commit interval.
 */
public final class PromptClients implements KafkaClientSupplier {

    private final Duration commitInterval;
    private final Arrivals arrivals;

    /**
     * The clients of one application.
     *
     * @param commitInterval of the application, more than 0
     * @param arrivals is told of all that comes
     */
    public PromptClients(Duration commitInterval, Arrivals arrivals) {
        this.commitInterval = commitInterval;
        this.arrivals = arrivals;
    }

    @Override
    public Admin getAdmin(Map<String, Object> config) {
        return Admin.create(config);
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
        // A commit is due once more than the interval has passed, in whole milliseconds.
        return new PromptConsumer(config, commitInterval.plusMillis(1), arrivals);
    }

    @Override
    public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
        return getRestoreConsumer(config);
    }

    private static final class PromptConsumer extends KafkaConsumer<byte[], byte[]> {

        private final Duration behindRecords;
        private final Arrivals arrivals;
        private boolean gaveRecords;

        PromptConsumer(Map<String, Object> config, Duration behindRecords, Arrivals arrivals) {
            super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
            this.behindRecords = behindRecords;
            this.arrivals = arrivals;
        }

        @Override
        public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            boolean soon = gaveRecords && timeout.compareTo(behindRecords) > 0;
            ConsumerRecords<byte[], byte[]> records = super.poll(soon ? behindRecords : timeout);
            gaveRecords = !records.isEmpty();
            arrivals.came(records);
            return records;
        }
    }
}
