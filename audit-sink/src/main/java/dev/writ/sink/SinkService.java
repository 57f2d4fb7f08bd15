package dev.writ.sink;

import dev.writ.schemas.KafkaConnection;
import dev.writ.schemas.Topics;
import dev.writ.sink.letters.KafkaDeadLetterBox;
import dev.writ.sink.personal.KeyEncryptionKey;
import dev.writ.sink.personal.TextWriter;
import dev.writ.sink.read.AuditLog;
import dev.writ.sink.read.Batch;
import dev.writ.sink.read.EntryReader;
import dev.writ.sink.read.Subscription;
import dev.writ.sink.store.BatchWriter;
import dev.writ.sink.store.Database;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running sink: one member of the group that writes the audit topic to PostgreSQL and, if it has a key for them, of the
 * group that stores personal texts there. It starts and goes on whether or not PostgreSQL and the registry are there;
 * {@link #isReady} tells.
 */
public final class SinkService implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SinkService.class);
    /** More than a batch takes where PostgreSQL and Kafka answer; less than supervisors wait before they kill. */
    private static final Duration LONGEST_BATCH = Duration.ofSeconds(20);

    private final Database database;
    private final KafkaDeadLetterBox letters;
    private final Map<String, RunningLoop> loops;

    private SinkService(Database database, KafkaDeadLetterBox letters, Map<String, RunningLoop> loops) {
        this.database = database;
        this.letters = letters;
        this.loops = loops;
    }

    /** @param thread runs the loop */
    private record RunningLoop(WriterLoop loop, Thread thread) {

        static RunningLoop start(String name, WriterLoop loop) {
            return new RunningLoop(loop, Thread.ofVirtual().name(name).start(loop));
        }
    }

    /**
     * Starts a sink; returns before it has joined its groups.
     *
     * @throws org.apache.kafka.common.config.ConfigException if the key that keeps personal texts cannot be read
     */
    public static SinkService start(SinkConfig config, MeterRegistry meters) {
        KafkaConnection kafka = config.kafka();
        Optional<KeyEncryptionKey> key = config.personalKeyFile().map(KeyEncryptionKey::read);
        Database database = Database.open(config.database(), meters);
        KafkaDeadLetterBox letters = new KafkaDeadLetterBox(kafka, config.groupId() + "-dead-letters");
        try {
            Map<String, WriterLoop> loops = new TreeMap<>();
            EntryReader reader = new EntryReader(kafka.registry());
            BatchWriter writer = new BatchWriter(database, letters);
            loops.put(
                    "writer",
                    new WriterLoop(
                            log(config, "", Topics.names(List.of(Topics.AUDIT)), false, meters),
                            database,
                            (records, moves) -> writer.write(
                                    new Batch(records.stream().map(reader::read).toList(), moves)),
                            config.poll()));
            if (key.isPresent()) {
                TextWriter texts = new TextWriter(database, kafka.registry(), key.get());
                loops.put(
                        "personal texts",
                        new WriterLoop(
                                log(config, SinkConfig.PERSONAL_GROUP_SUFFIX, TextWriter.topics(), true, meters),
                                database,
                                texts::write,
                                config.poll()));
            }
            Map<String, RunningLoop> running = new TreeMap<>();
            loops.forEach((name, loop) -> running.put(name, RunningLoop.start("writ-sink " + name, loop)));
            return new SinkService(database, letters, running);
        } catch (RuntimeException e) {
            try (database;
                    letters) {
                throw e;
            }
        }
    }

    private static AuditLog log(
            SinkConfig config, String suffix, List<String> topics, boolean skipsExpired, MeterRegistry meters) {
        Subscription subscription = new Subscription(config.groupId() + suffix, topics, skipsExpired);
        return AuditLog.open(config.kafka(), subscription, config.instanceId(), config.limits(), meters);
    }

    /** Why it does not write now; empty if the tables are there and every partition of this member is being written. */
    public Map<String, String> troubles() {
        Map<String, String> troubles = new TreeMap<>();
        loops.forEach(
                (name, running) -> running.loop().state().trouble().ifPresent(trouble -> troubles.put(name, trouble)));
        return troubles;
    }

    /** Whether the tables are there and every partition of this member is being written. */
    public boolean isReady() {
        return troubles().isEmpty();
    }

    /** What stopped the sink for good, such as an event id that stands for two different events; empty while it works. */
    public Optional<Throwable> failure() {
        return loops.values().stream()
                .flatMap(running -> running.loop().state() instanceof SinkState.Failed failed
                        ? Stream.of(failed.cause())
                        : Stream.empty())
                .findFirst();
    }

    /** Finishes the batches at hand and leaves the groups. */
    @Override
    public void close() {
        loops.values().forEach(running -> running.loop().stop());
        try {
            for (RunningLoop running : loops.values()) {
                if (!running.thread().join(LONGEST_BATCH)) {
                    LOG.warn("the batch at hand does not end; it is rolled back, and is read again by the next sink");
                }
            }
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } finally {
            letters.close();
            database.close();
        }
    }
}
