package dev.writ.sink.store;

import dev.writ.proof.checkpoint.Checkpoint;
import dev.writ.proof.checkpoint.LogOrigin;
import dev.writ.proof.merkle.Frontier;
import dev.writ.proof.merkle.GrownLog;
import dev.writ.proof.note.SignerKey;
import dev.writ.schemas.event.AuditCheckpoint;
import dev.writ.sink.checkpoint.CheckpointTopic;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Signs what the trees are, in the table audit_checkpoints, and hands it on to the topic. A checkpoint is signed with each
 * {@code every}-th record, in the transaction that writes it, and once an interval for every log that has grown; a log that
 * stands still keeps its last one, which is published again each day, so that the topic still has it when retention has taken the
 * one from before. Only what is committed is published, at least once; what a crash left unpublished is
 * published by whoever looks next.
 */
public final class Checkpoints {

    /** Far less than the topic's retention. */
    private static final Duration BETWEEN_REPEATS = Duration.ofDays(1);

    private final Database database;
    private final SignerKey key;
    private final CheckpointTopic checkpoints;
    private final int every;
    private final Duration interval;
    private final InstantSource clock;
    private Instant looked = Instant.MIN;

    /**
     * @param key signs; its name is that of the logs' operator
     * @param every a checkpoint for each so many records of a log, 1 or more
     * @param interval the longest that a record waits for a checkpoint
     */
    public Checkpoints(
            Database database,
            SignerKey key,
            CheckpointTopic checkpoints,
            int every,
            Duration interval,
            InstantSource clock) {
        this.database = database;
        this.key = key;
        this.checkpoints = checkpoints;
        this.every = every;
        this.interval = interval;
        this.clock = clock;
    }

    /**
     * Signs the trees that a batch passes through, if their size asks for it, and compares those whose size was signed before. It
     * throws LogChangedException if that was another tree.
     */
    TreeLedger.Watcher watcher(Connection connection) {
        Map<TopicPartition, Long> signed = new HashMap<>();
        return (partition, tree) -> {
            long size = tree.size();
            if (!signed.containsKey(partition)) {
                signed.put(partition, CheckpointLedger.signedFrom(connection, partition, size));
            }
            boolean compared = size == signed.getOrDefault(partition, Long.MAX_VALUE);
            if (compared || size % every == 0) {
                CheckpointLedger.enter(connection, sign(partition, tree.frontier()), tree);
            }
            if (compared) {
                signed.remove(partition);
            }
        };
    }

    /**
     * Once an interval, signs the logs that have grown, and publishes what is signed.
     *
     * @throws DatabaseAwayException if PostgreSQL is
     * @throws org.apache.kafka.common.errors.RetriableException if the topic cannot be written
     * @throws LogChangedException if another tree of this size was signed before
     */
    public void turn() {
        Instant now = clock.instant();
        boolean wentBack = now.isBefore(looked); // A clock that was set back must not stop the signing.
        if (!wentBack && now.isBefore(looked.plus(interval))) {
            return;
        }
        try (Connection connection = database.connect()) {
            for (Map.Entry<TopicPartition, GrownLog> log :
                    CheckpointLedger.due(connection).entrySet()) {
                GrownLog tree = log.getValue();
                CheckpointLedger.enter(connection, sign(log.getKey(), tree.frontier()), tree);
            }
            CheckpointLedger.repeat(connection, now, BETWEEN_REPEATS);
            connection.commit();
            List<AuditCheckpoint> signed = CheckpointLedger.unpublished(connection);
            connection.commit(); // Nothing is locked while Kafka is waited for.
            checkpoints.put(signed);
            CheckpointLedger.published(connection, signed, every, now);
            connection.commit();
        } catch (SQLException e) {
            throw new DatabaseAwayException(e);
        }
        looked = now;
    }

    private AuditCheckpoint sign(TopicPartition partition, Frontier tree) {
        LogOrigin origin = new LogOrigin(key.verifier().name(), partition.topic(), partition.partition());
        Checkpoint checkpoint = Checkpoint.of(origin.text(), tree);
        return AuditCheckpoint.newBuilder()
                .setTopic(partition.topic())
                .setPartition(partition.partition())
                .setSize(checkpoint.size())
                .setRoot(ByteBuffer.wrap(checkpoint.root().bytes()))
                .setNote(checkpoint.signedBy(key).toString())
                .setSignedAt(clock.instant())
                .build();
    }
}
