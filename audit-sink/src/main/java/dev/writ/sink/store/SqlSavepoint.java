package dev.writ.sink.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A place in a transaction to come back to, made of statements: behind {@link Connection#rollback(java.sql.Savepoint)} the pool
 * takes the transaction for ended, and would not end it when the connection is given back. They nest.
 */
public final class SqlSavepoint {

    private final Connection connection;

    private SqlSavepoint(Connection connection) {
        this.connection = connection;
    }

    /** Sets one. */
    public static SqlSavepoint set(Connection connection) throws SQLException {
        execute(connection, "SAVEPOINT writ");
        return new SqlSavepoint(connection);
    }

    /** Goes on from here, with what was done since. */
    public void release() throws SQLException {
        execute(connection, "RELEASE SAVEPOINT writ");
    }

    /** Goes on from there, without what was done since. */
    public void rollback() throws SQLException {
        execute(connection, "ROLLBACK TO SAVEPOINT writ; RELEASE SAVEPOINT writ");
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
