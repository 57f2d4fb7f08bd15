package dev.writ.sink.store;

import dev.writ.proof.merkle.Frontier;
import dev.writ.proof.merkle.GrownLog;
import dev.writ.schemas.event.AuditCheckpoint;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * The table audit_checkpoints: what was signed of the logs. A tree reaches to tree_offset, or as far as rows do if that is further:
 * sinks from before version 6 grow it without saying so.
 */
final class CheckpointLedger {

    private static final String ENTER = """
            INSERT INTO audit_checkpoints (topic, partition, size, root, note, signed_at, next_offset, frontier)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING""";
    private static final String ROOT =
            "SELECT root FROM audit_checkpoints WHERE topic = ? AND partition = ? AND size = ?";
    private static final String SIGNED_FROM =
            "SELECT min(size) FROM audit_checkpoints WHERE topic = ? AND partition = ? AND size >= ?";
    private static final String DUE = """
            SELECT topic, partition, frontier, greatest(tree_offset, next_offset) FROM sink_offsets AS log
            WHERE records > 0 AND records >= (SELECT coalesce(max(size), 0) FROM audit_checkpoints AS signed
                                              WHERE signed.topic = log.topic AND signed.partition = log.partition)
            ORDER BY topic, partition""";
    private static final String UNPUBLISHED = """
            SELECT topic, partition, size, root, note, signed_at FROM audit_checkpoints
            WHERE NOT published ORDER BY topic, partition, size LIMIT 1000""";
    private static final String PUBLISHED = """
            UPDATE audit_checkpoints SET published = true, published_at = ?
            WHERE topic = ? AND partition = ? AND size = ?""";
    private static final String REPEAT = """
            UPDATE audit_checkpoints AS signed SET published = false
            FROM (SELECT topic, partition, (SELECT max(size) FROM audit_checkpoints AS each
                                            WHERE each.topic = log.topic AND each.partition = log.partition) AS size
                  FROM sink_offsets AS log) AS last
            WHERE signed.topic = last.topic AND signed.partition = last.partition AND signed.size = last.size
              AND published AND (coalesce(published_at, signed_at) < ? OR published_at > ?)""";
    private static final String THIN_OUT = """
            DELETE FROM audit_checkpoints
            WHERE topic = ? AND partition = ? AND size < ? AND size > ? AND size % ? <> 0 AND published""";

    private CheckpointLedger() {}

    /**
     * Enters a checkpoint of the tree, unless its size has one.
     *
     * @throws LogChangedException if that one has another root
     */
    static void enter(Connection connection, AuditCheckpoint checkpoint, GrownLog tree) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ENTER)) {
            place(statement, 0, checkpoint);
            statement.setBytes(4, checkpoint.getRoot().array());
            statement.setString(5, checkpoint.getNote());
            statement.setObject(6, checkpoint.getSignedAt().atOffset(ZoneOffset.UTC));
            statement.setLong(7, tree.next());
            statement.setBytes(8, tree.frontier().bytes());
            if (statement.executeUpdate() == 0) {
                compare(connection, checkpoint);
            }
        }
    }

    /** The least size from this one on that was signed; {@link Long#MAX_VALUE} if none was. */
    static long signedFrom(Connection connection, TopicPartition partition, long size) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SIGNED_FROM)) {
            statement.setString(1, partition.topic());
            statement.setInt(2, partition.partition());
            statement.setLong(3, size);
            try (ResultSet least = statement.executeQuery()) {
                least.next();
                long found = least.getLong(1);
                return least.wasNull() ? Long.MAX_VALUE : found;
            }
        }
    }

    private static void compare(Connection connection, AuditCheckpoint checkpoint) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ROOT)) {
            place(statement, 0, checkpoint);
            try (ResultSet signed = statement.executeQuery()) {
                if (signed.next()
                        && !Arrays.equals(
                                signed.getBytes(1), checkpoint.getRoot().array())) {
                    throw new LogChangedException(checkpoint);
                }
            }
        }
    }

    /** The trees that are larger than their last checkpoint, to be signed, or as large, to be compared. */
    static Map<TopicPartition, GrownLog> due(Connection connection) throws SQLException {
        Map<TopicPartition, GrownLog> trees = new LinkedHashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(DUE);
                ResultSet due = statement.executeQuery()) {
            while (due.next()) {
                trees.put(
                        new TopicPartition(due.getString(1), due.getInt(2)),
                        new GrownLog(Frontier.of(due.getBytes(3)), due.getLong(4)));
            }
        }
        return trees;
    }

    /** Has the last checkpoint of each log published again that was published so long ago, or by a clock that was so far ahead. */
    static void repeat(Connection connection, Instant now, Duration age) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(REPEAT)) {
            statement.setObject(1, now.minus(age).atOffset(ZoneOffset.UTC));
            statement.setObject(2, now.plus(age).atOffset(ZoneOffset.UTC));
            statement.executeUpdate();
        }
    }

    /** Some that are not on the topic yet, the smaller ones of a log first. */
    static List<AuditCheckpoint> unpublished(Connection connection) throws SQLException {
        List<AuditCheckpoint> found = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(UNPUBLISHED);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                found.add(AuditCheckpoint.newBuilder()
                        .setTopic(rows.getString(1))
                        .setPartition(rows.getInt(2))
                        .setSize(rows.getLong(3))
                        .setRoot(ByteBuffer.wrap(rows.getBytes(4)))
                        .setNote(rows.getString(5))
                        .setSignedAt(rows.getObject(6, OffsetDateTime.class).toInstant())
                        .build());
            }
        }
        return found;
    }

    /**
     * Notes that they are on the topic since now, and drops what the time before them had signed: of what is no multiple of {@code
     * every}, a log keeps the last.
     */
    static void published(Connection connection, List<AuditCheckpoint> checkpoints, int every, Instant now)
            throws SQLException {
        try (PreparedStatement published = connection.prepareStatement(PUBLISHED);
                PreparedStatement thinOut = connection.prepareStatement(THIN_OUT)) {
            for (AuditCheckpoint each : checkpoints) {
                published.setObject(1, now.atOffset(ZoneOffset.UTC));
                place(published, 1, each);
                published.addBatch();
                place(thinOut, 0, each);
                thinOut.setLong(4, each.getSize() - every);
                thinOut.setInt(5, every);
                thinOut.addBatch();
            }
            published.executeBatch();
            thinOut.executeBatch();
        }
    }

    /** Sets the three parameters behind so many others. */
    private static void place(PreparedStatement statement, int others, AuditCheckpoint checkpoint) throws SQLException {
        statement.setString(others + 1, checkpoint.getTopic());
        statement.setInt(others + 2, checkpoint.getPartition());
        statement.setLong(others + 3, checkpoint.getSize());
    }
}
