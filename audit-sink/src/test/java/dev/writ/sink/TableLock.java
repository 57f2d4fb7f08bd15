package dev.writ.sink;

import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.OptionalInt;

/** Keeps everybody from writing to a table, so that a writer stands still in the middle of its transaction. */
final class TableLock implements AutoCloseable {

    private final Connection connection;
    private int writer;

    private TableLock(Connection connection) {
        this.connection = connection;
    }

    /** Waits until those who write are done, and takes the lock; readers go on. */
    static TableLock take(Connection connection, String table) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("LOCK TABLE " + table + " IN SHARE MODE");
        }
        return new TableLock(connection);
    }

    /** Returns once somebody waits for the lock. */
    void awaitWriter() {
        await().atMost(Trail.LONGEST).until(() -> {
            OptionalInt waiting = number(
                    "SELECT pid FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))");
            waiting.ifPresent(pid -> writer = pid);
            return waiting.isPresent();
        });
    }

    /** Lets the writer go on, and returns once the server has ended its session. */
    void releaseAndAwaitEndOfWriter() throws SQLException {
        connection.setAutoCommit(true); // A transaction would see the same sessions again and again.
        await().atMost(Trail.LONGEST)
                .until(() -> number("SELECT pid FROM pg_stat_activity WHERE pid = " + writer)
                        .isEmpty());
    }

    private OptionalInt number(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            return result.next() ? OptionalInt.of(result.getInt(1)) : OptionalInt.empty();
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
