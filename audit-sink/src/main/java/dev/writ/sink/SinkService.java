package dev.writ.sink;

import dev.writ.proof.note.SignerKey;
import dev.writ.schemas.KafkaConnection;
import dev.writ.schemas.Topics;
import dev.writ.sink.checkpoint.CheckpointConfig;
import dev.writ.sink.checkpoint.KafkaCheckpointTopic;
import dev.writ.sink.letters.KafkaDeadLetterBox;
import dev.writ.sink.personal.KeyEncryptionKey;
import dev.writ.sink.personal.TextWriter;
import dev.writ.sink.publish.DurableProducer;
import dev.writ.sink.read.AuditLog;
import dev.writ.sink.read.EntryReader;
import dev.writ.sink.read.Subscription;
import dev.writ.sink.store.BatchWriter;
import dev.writ.sink.store.Checkpoints;
import dev.writ.sink.store.Database;
import dev.writ.sink.store.Upkeep;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
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
    private final DurableProducer producer;
    private final Map<String, RunningLoop> loops;

    private SinkService(Database database, DurableProducer producer, Map<String, RunningLoop> loops) {
        this.database = database;
        this.producer = producer;
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
     * @throws org.apache.kafka.common.config.ConfigException if the key that signs checkpoints or the one
     *     that keeps personal texts cannot be read
     */
    public static SinkService start(SinkConfig config, MeterRegistry meters) {
        KafkaConnection kafka = config.kafka();
        Optional<SignerKey> signer = config.checkpoints().key();
        if (signer.isEmpty()) {
            LOG.warn("no checkpoints of the audit are signed, since {} is not set", CheckpointConfig.KEY_FILE);
        }
        Optional<KeyEncryptionKey> personal = config.personalKeyFile().map(KeyEncryptionKey::read);
        Database database = Database.open(config.database(), meters);
        try {
            DurableProducer producer = new DurableProducer(kafka, config.groupId() + "-producer");
            try {
                AuditWriter audit = auditWriter(config, database, producer, signer, meters);
                Map<String, RunningLoop> running = new TreeMap<>();
                loops(config, database, audit, personal, meters)
                        .forEach((name, loop) -> running.put(name, RunningLoop.start("writ-sink " + name, loop)));
                return new SinkService(database, producer, running);
            } catch (RuntimeException e) {
                try (producer) {
                    throw e;
                }
            }
        } catch (RuntimeException e) {
            try (database) {
                throw e;
            }
        }
    }

    /** Not started yet. */
    private static Map<String, WriterLoop> loops(
            SinkConfig config,
            Database database,
            AuditWriter audit,
            Optional<KeyEncryptionKey> personal,
            MeterRegistry meters) {
        AuditLog log = log(config, "", Topics.names(List.of(Topics.AUDIT)), false, meters);
        Map<String, WriterLoop> loops = new TreeMap<>();
        loops.put("writer", new WriterLoop(log, database, audit, config.poll()));
        if (personal.isPresent()) {
            TextWriter texts = new TextWriter(database, config.kafka().registry(), personal.get());
            try {
                AuditLog requests = log(config, SinkConfig.PERSONAL_GROUP_SUFFIX, TextWriter.topics(), true, meters);
                loops.put(
                        "personal texts",
                        new WriterLoop(
                                requests, database, records -> moves -> texts.write(records, moves), config.poll()));
            } catch (RuntimeException e) {
                try (log) {
                    throw e;
                }
            }
        }
        return loops;
    }

    private static AuditWriter auditWriter(
            SinkConfig config,
            Database database,
            DurableProducer producer,
            Optional<SignerKey> signer,
            MeterRegistry meters) {
        KafkaConnection kafka = config.kafka();
        Optional<Checkpoints> checkpoints = signer.map(key -> new Checkpoints(
                database,
                key,
                new KafkaCheckpointTopic(producer, kafka, DurableProducer.SOURCE),
                config.checkpoints().every(),
                config.checkpoints().interval(),
                Clock.systemUTC()));
        return new AuditWriter(
                new EntryReader(kafka.registry()),
                new BatchWriter(database, new KafkaDeadLetterBox(producer, kafka), checkpoints),
                checkpoints,
                new Upkeep(database, config.retention(), InstantSource.system()),
                new SinkMeters(meters));
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
            producer.close();
            database.close();
        }
    }
}
