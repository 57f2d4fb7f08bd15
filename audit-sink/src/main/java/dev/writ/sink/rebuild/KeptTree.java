package dev.writ.sink.rebuild;

import dev.writ.proof.merkle.Frontier;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/**
 * Where the tree of a log without its beginning goes on: not from the records, but from what the tables keep of it. Taken is the
 * earliest tree that misses no record, so that every later size that was signed is compared once more.
 *
 * @param next the first offset that the tree does not have
 */
record KeptTree(TopicPartition log, long next, Frontier frontier) {

    private static final String EARLIEST = """
            SELECT next_offset, frontier FROM audit_checkpoints
            WHERE topic = ? AND partition = ? AND next_offset >= ?
            UNION ALL
            SELECT greatest(tree_offset, next_offset), frontier FROM sink_offsets
            WHERE topic = ? AND partition = ? AND records > 0 AND greatest(tree_offset, next_offset) >= ?
            ORDER BY 1 LIMIT 1""";
    private static final String LAST_SIGNED =
            "SELECT max(size) FROM audit_checkpoints WHERE topic = ? AND partition = ?";
    private static final String ENTER = """
            INSERT INTO sink_offsets (topic, partition, next_offset, tree_offset, records, frontier)
            VALUES (?, ?, ?, ?, ?, ?)""";

    /**
     * The tree for a log that begins with an offset above 0.
     *
     * @return none if the tables have none, and nothing of the log was signed: its tree begins with what is left
     * @throws OtherLogException if the log was signed, and records are gone that no kept tree has
     */
    static Optional<KeptTree> of(Connection connection, TopicPartition log, long first) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(EARLIEST)) {
            for (int parameter = 0; parameter <= 3; parameter += 3) {
                statement.setString(parameter + 1, log.topic());
                statement.setInt(parameter + 2, log.partition());
                statement.setLong(parameter + 3, first);
            }
            try (ResultSet tree = statement.executeQuery()) {
                if (tree.next()) {
                    return Optional.of(new KeptTree(log, tree.getLong(1), Frontier.of(tree.getBytes(2))));
                }
            }
        }
        requireUnsigned(connection, log, first);
        return Optional.empty();
    }

    private static void requireUnsigned(Connection connection, TopicPartition log, long first) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LAST_SIGNED)) {
            statement.setString(1, log.topic());
            statement.setInt(2, log.partition());
            try (ResultSet last = statement.executeQuery()) {
                last.next();
                long size = last.getLong(1);
                if (!last.wasNull()) {
                    throw new OtherLogException(
                            "the tree of " + log + ", whose " + size
                                    + " records were signed, does not reach to offset " + first
                                    + ", with which the log begins now: what is left would be another log than the one that was"
                                    + " signed. docs/audit.md, \"A log without its beginning\", says how it gets a name of its own");
                }
            }
        }
    }

    /** Has rows written from the log's first offset on, and the tree go on where it was. */
    void enter(Connection connection, long first) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ENTER)) {
            statement.setString(1, log.topic());
            statement.setInt(2, log.partition());
            statement.setLong(3, first);
            statement.setLong(4, next);
            statement.setLong(5, frontier.size());
            statement.setBytes(6, frontier.bytes());
            statement.executeUpdate();
        }
    }
}
