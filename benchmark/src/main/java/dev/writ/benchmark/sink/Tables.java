package dev.writ.benchmark.sink;

import dev.writ.local.LocalCluster;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/** The sink's tables, on one connection that COPY takes too. */
final class Tables implements AutoCloseable {

    static final List<String> NAMES = List.of(
            "decisions",
            "agent_executions",
            "canvas_audit",
            "chat_sessions",
            "agent_history",
            "agent_registry",
            "governance_changes",
            "sink_events");

    private static final String EMPTY = "TRUNCATE sink_offsets, " + String.join(", ", NAMES);

    private final Connection connection;
    private final CopyManager copy;

    Tables(LocalCluster cluster) throws SQLException {
        connection = DriverManager.getConnection(cluster.jdbcUrl(), cluster.jdbcUser(), cluster.jdbcPassword());
        copy = connection.unwrap(PGConnection.class).getCopyAPI();
    }

    /** Empties them. */
    void empty() throws SQLException {
        execute(EMPTY);
    }

    /** Whether a sink has begun to read. */
    boolean areBegun() throws SQLException {
        return number("SELECT count(*) FROM sink_offsets") > 0;
    }

    /** How many events stand in them: cheap only for as long as it is asked rarely. */
    long events() throws SQLException {
        return number("SELECT count(*) FROM sink_events");
    }

    /** The sum of the positions of all partitions; 0 as long as none was read. */
    long position() throws SQLException {
        return number("SELECT coalesce(sum(next_offset), 0)::bigint FROM sink_offsets");
    }

    /**
     * Writes all rows out, one file a table, and returns how many there are.
     *
     * @param format of COPY: binary or text
     */
    long copyOut(Path folder, String format) throws SQLException, IOException {
        long rows = 0;
        for (String name : NAMES) {
            try (OutputStream out = Files.newOutputStream(folder.resolve(name))) {
                rows += copy.copyOut("COPY (SELECT * FROM " + name + ") TO STDOUT (FORMAT " + format + ")", out);
            }
        }
        return rows;
    }

    /** Takes binary files in again in one transaction, and returns how many there were. */
    long copyIn(Path folder) throws SQLException, IOException {
        long rows = 0;
        connection.setAutoCommit(false);
        for (String name : NAMES) {
            try (InputStream in = Files.newInputStream(folder.resolve(name))) {
                rows += copy.copyIn("COPY " + name + " FROM STDIN (FORMAT binary)", in, 1 << 16);
            }
        }
        connection.commit();
        connection.setAutoCommit(true);
        return rows;
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private long number(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
