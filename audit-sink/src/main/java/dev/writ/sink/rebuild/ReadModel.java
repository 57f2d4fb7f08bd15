package dev.writ.sink.rebuild;

import dev.writ.schemas.Topics;
import dev.writ.sink.store.DatabaseAwayException;
import dev.writ.sink.store.DatabaseConfig;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * The tables that follow from the log alone, as a whole. Emptying them is all that a rebuild takes: a running sink finds its
 * position gone, which it takes for another writer's work, and reads the log from its beginning. Not safe for use by several
 * threads.
 */
final class ReadModel implements AutoCloseable {

    /** All that follow from the log, in the order in which they are told. Other tables stay as they are. */
    static final List<String> TABLES = List.of(
            "agent_registry",
            "agent_history",
            "decisions",
            "agent_executions",
            "canvas_audit",
            "chat_sessions",
            "governance_changes",
            "sink_events");

    private static final String POSITIONS =
            "SELECT topic, partition, next_offset FROM sink_offsets WHERE topic = '" + Topics.AUDIT.name() + "'";
    private static final String FORGET_POSITIONS =
            "DELETE FROM sink_offsets WHERE topic = '" + Topics.AUDIT.name() + "'";

    private final Connection connection;

    private ReadModel(Connection connection) {
        this.connection = connection;
    }

    /**
     * Connects.
     *
     * @throws DatabaseAwayException if PostgreSQL cannot be reached
     */
    static ReadModel open(DatabaseConfig config) {
        try {
            Connection connection = DriverManager.getConnection(
                    config.url(), config.user(), config.password().value());
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            return new ReadModel(connection);
        } catch (SQLException e) {
            throw new DatabaseAwayException(e);
        }
    }

    /** What the tables hold, all at one moment. */
    Snapshot snapshot() {
        return asking(ReadModel::snapshot);
    }

    /** How far the tables reach. */
    Map<TopicPartition, Long> positions() {
        return asking(ReadModel::positions);
    }

    /**
     * What the trees of logs without a beginning go on with; a tree that is not named begins anew.
     *
     * @param beheaded the first offset of each such log
     * @throws OtherLogException if a log was signed, and its tree cannot go on
     */
    List<KeptTree> keptTrees(Map<TopicPartition, Long> beheaded) {
        return asking(statement -> keptTrees(statement, beheaded));
    }

    /**
     * Empties the tables, in one transaction, for which sinks wait. What was dropped by age stays dropped: where the tables
     * begin is not told by the log.
     *
     * @param beheaded the first offset of each log that has lost its beginning; its tree is kept
     * @return what they held
     * @throws OtherLogException if a log was signed, and its tree cannot go on; nothing is changed
     */
    Snapshot drop(Map<TopicPartition, Long> beheaded) {
        return asking(statement -> {
            statement.execute("LOCK TABLE sink_offsets IN ACCESS EXCLUSIVE MODE");
            Snapshot held = snapshot(statement);
            List<KeptTree> kept = keptTrees(statement, beheaded);
            statement.execute("TRUNCATE " + String.join(", ", TABLES));
            statement.execute(FORGET_POSITIONS);
            for (KeptTree tree : kept) {
                tree.enter(statement.getConnection(), beheaded.getOrDefault(tree.log(), tree.next()));
            }
            return held;
        });
    }

    private static List<KeptTree> keptTrees(Statement statement, Map<TopicPartition, Long> beheaded)
            throws SQLException {
        List<KeptTree> kept = new ArrayList<>();
        for (Map.Entry<TopicPartition, Long> log : beheaded.entrySet()) {
            KeptTree.of(statement.getConnection(), log.getKey(), log.getValue()).ifPresent(kept::add);
        }
        return kept;
    }

    private static Snapshot snapshot(Statement statement) throws SQLException {
        Map<String, Content> contents = new LinkedHashMap<>();
        for (String table : TABLES) {
            contents.put(table, content(statement, table));
        }
        return new Snapshot(contents, positions(statement));
    }

    /** The sums of both halves of the rows' digests need no sorting, and count a row that stands twice twice. */
    private static Content content(Statement statement, String table) throws SQLException {
        String sql = """
                SELECT count(*), md5(concat_ws(' ', count(*),
                    sum(('x' || left(digest, 16))::bit(64)::bigint::numeric),
                    sum(('x' || right(digest, 16))::bit(64)::bigint::numeric)))
                FROM (SELECT md5(each::text) AS digest FROM %s AS each) AS digests""".formatted(table);
        try (ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return new Content(result.getLong(1), result.getString(2));
        }
    }

    private static Map<TopicPartition, Long> positions(Statement statement) throws SQLException {
        Map<TopicPartition, Long> positions = new HashMap<>();
        try (ResultSet rows = statement.executeQuery(POSITIONS)) {
            while (rows.next()) {
                positions.put(new TopicPartition(rows.getString(1), rows.getInt(2)), rows.getLong(3));
            }
        }
        return positions;
    }

    private interface Question<T> {
        T ask(Statement statement) throws SQLException;
    }

    private <T> T asking(Question<T> question) {
        try (Statement statement = connection.createStatement()) {
            T answer = question.ask(statement);
            connection.commit();
            return answer;
        } catch (SQLException e) {
            throw new DatabaseAwayException(e);
        } catch (OtherLogException e) {
            undo(e);
            throw e;
        }
    }

    /** So that sinks do not wait for a lock of somebody who refused. */
    private void undo(OtherLogException refusal) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            refusal.addSuppressed(e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new DatabaseAwayException(e);
        }
    }
}
