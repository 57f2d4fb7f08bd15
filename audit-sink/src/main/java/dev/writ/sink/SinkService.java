package dev.writ.sink;

import dev.writ.schemas.KafkaConnection;
import dev.writ.sink.letters.KafkaDeadLetterBox;
import dev.writ.sink.read.AuditLog;
import dev.writ.sink.store.BatchWriter;
import dev.writ.sink.store.Database;
import dev.writ.sink.store.Upkeep;
import io.micrometer.core.instrument.MeterRegistry;
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
    private final KafkaDeadLetterBox letters;
    private final WriterLoop loop;
    private final Thread thread;

    private SinkService(Database database, KafkaDeadLetterBox letters, WriterLoop loop, Thread thread) {
        this.database = database;
        this.letters = letters;
        this.loop = loop;
        this.thread = thread;
    }

    /** Starts a sink; returns before it has joined its group. */
    public static SinkService start(SinkConfig config, MeterRegistry meters) {
        KafkaConnection kafka = config.kafka();
        Database database = Database.open(config.database(), meters);
        KafkaDeadLetterBox letters = new KafkaDeadLetterBox(kafka, config.groupId() + "-dead-letters");
        try {
            AuditLog log = AuditLog.open(kafka, config.groupId(), config.instanceId(), config.limits(), meters);
            Upkeep upkeep = new Upkeep(database, config.retention(), InstantSource.system());
            WriterLoop loop = new WriterLoop(log, database, new BatchWriter(database, letters), upkeep, config.poll());
            return new SinkService(
                    database,
                    letters,
                    loop,
                    Thread.ofVirtual().name("writ-sink").start(loop));
        } catch (RuntimeException e) {
            try (database;
                    letters) {
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
            letters.close();
            database.close();
        }
    }
}
