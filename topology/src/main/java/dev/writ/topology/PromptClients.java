package dev.writ.topology;

import dev.writ.topology.account.Commits;
import dev.writ.topology.io.Arrivals;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
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
    private final Commits commits;

    /**
     * The clients of one application.
     *
     * @param commitInterval of the application, more than 0
     * @param arrivals is told of all that comes
     */
    public PromptClients(Duration commitInterval, Arrivals arrivals) {
        this(commitInterval, arrivals, Commits.untold());
    }

    /**
     * The clients of one application, which also tell of its commits.
     *
     * @param commitInterval of the application, more than 0
     * @param arrivals is told of all that comes
     * @param commits is told of all that is committed and aborted
     */
    PromptClients(Duration commitInterval, Arrivals arrivals, Commits commits) {
        this.commitInterval = commitInterval;
        this.arrivals = arrivals;
        this.commits = commits;
    }

    @Override
    public Admin getAdmin(Map<String, Object> config) {
        return Admin.create(config);
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
        return new TellingProducer(config, commits);
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
        // A commit is due once more than the interval has passed, in whole milliseconds.
        return new PromptConsumer(config, commitInterval.plusMillis(1), arrivals, commits);
    }

    @Override
    public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
        return getRestoreConsumer(config);
    }

    /** Tells of its transactions, on the thread that ends them. One that is made anew begins without any. */
    private static final class TellingProducer extends KafkaProducer<byte[], byte[]> {

        private final Commits commits;

        TellingProducer(Map<String, Object> config, Commits commits) {
            super(config, new ByteArraySerializer(), new ByteArraySerializer());
            this.commits = commits;
        }

        @Override
        public void initTransactions() {
            commits.aborted();
            super.initTransactions();
        }

        @Override
        public void commitTransaction() {
            super.commitTransaction();
            commits.committed();
        }

        @Override
        public void abortTransaction() {
            commits.aborted();
            super.abortTransaction();
        }
    }

    private static final class PromptConsumer extends KafkaConsumer<byte[], byte[]> {

        private final Duration behindRecords;
        private final Arrivals arrivals;
        private final Commits commits;
        private boolean gaveRecords;

        PromptConsumer(Map<String, Object> config, Duration behindRecords, Arrivals arrivals, Commits commits) {
            super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
            this.behindRecords = behindRecords;
            this.arrivals = arrivals;
            this.commits = commits;
        }

        /** With at-least-once; with exactly-once, offsets go into the transaction. */
        @Override
        public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets) {
            super.commitSync(offsets);
            commits.committed();
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
