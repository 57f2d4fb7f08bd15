package dev.writ.sink;

import dev.writ.proof.note.SignerKey;
import dev.writ.schemas.KafkaConnection;
import dev.writ.sink.checkpoint.CheckpointConfig;
import dev.writ.sink.checkpoint.KafkaCheckpointTopic;
import dev.writ.sink.letters.KafkaDeadLetterBox;
import dev.writ.sink.publish.DurableProducer;
import dev.writ.sink.read.AuditLog;
import dev.writ.sink.store.BatchWriter;
import dev.writ.sink.store.Checkpoints;
import dev.writ.sink.store.Database;
import dev.writ.sink.store.Upkeep;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running sink: one member of the group that writes the audit topic to PostgreSQL. It starts and goes on whether or not
 * PostgreSQL and the registry are there; {@link #isReady} tells.
 */
public final class SinkService implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SinkService.class);
    /** More than a batch takes where PostgreSQL and Kafka answer; less than supervisors wait before they kill. */
    private static final Duration LONGEST_BATCH = Duration.ofSeconds(20);

    private final Database database;
    private final DurableProducer producer;
    private final WriterLoop loop;
    private final Thread thread;

    private SinkService(Database database, DurableProducer producer, WriterLoop loop, Thread thread) {
        this.database = database;
        this.producer = producer;
        this.loop = loop;
        this.thread = thread;
    }

    /**
     * Starts a sink; returns before it has joined its group.
     *
     * @throws org.apache.kafka.common.config.ConfigException if the key that signs checkpoints cannot be read
     */
    public static SinkService start(SinkConfig config, MeterRegistry meters) {
        KafkaConnection kafka = config.kafka();
        Optional<SignerKey> key = config.checkpoints().key();
        if (key.isEmpty()) {
            LOG.warn("no checkpoints of the audit are signed, since {} is not set", CheckpointConfig.KEY_FILE);
        }
        Database database = Database.open(config.database(), meters);
        DurableProducer producer = new DurableProducer(kafka, config.groupId() + "-producer");
        try {
            Optional<Checkpoints> checkpoints = key.map(signer -> new Checkpoints(
                    database,
                    signer,
                    new KafkaCheckpointTopic(producer, kafka, DurableProducer.SOURCE),
                    config.checkpoints().every(),
                    config.checkpoints().interval(),
                    Clock.systemUTC()));
            BatchWriter writer = new BatchWriter(database, new KafkaDeadLetterBox(producer, kafka), checkpoints);
            AuditLog log = AuditLog.open(kafka, config.groupId(), config.instanceId(), config.limits(), meters);
            Upkeep upkeep = new Upkeep(database, config.retention(), InstantSource.system());
            WriterLoop loop = new WriterLoop(log, database, writer, checkpoints, upkeep, config.poll());
            return new SinkService(
                    database,
                    producer,
                    loop,
                    Thread.ofVirtual().name("writ-sink").start(loop));
        } catch (RuntimeException e) {
            try (database;
                    producer) {
                throw e;
            }
        }
    }

    /** Why it does not write now; empty if the tables are there and every partition of this member is being written. */
    public Map<String, String> troubles() {
        return loop.state().trouble().map(trouble -> Map.of("writer", trouble)).orElse(Map.of());
    }

    /** Whether the tables are there and every partition of this member is being written. */
    public boolean isReady() {
        return troubles().isEmpty();
    }

    /** What stopped the sink for good, such as an event id that stands for two different events; empty while it works. */
    public Optional<Throwable> failure() {
        return loop.state() instanceof SinkState.Failed failed ? Optional.of(failed.cause()) : Optional.empty();
    }

    /** Finishes the batch at hand and leaves the group. */
    @Override
    public void close() {
        loop.stop();
        try {
            if (!thread.join(LONGEST_BATCH)) {
                LOG.warn("the batch at hand does not end; it is rolled back, and is read again by the next sink");
            }
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } finally {
            producer.close();
            database.close();
        }
    }
}
