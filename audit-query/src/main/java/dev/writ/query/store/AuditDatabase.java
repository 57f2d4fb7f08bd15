package dev.writ.query.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * The tables that the sink writes, to be read. Opens whether or not the server is there. Each reading is one read-only
 * transaction that sees one moment, on one of few connections, and ends when its time is over.
 */
public final class AuditDatabase implements AutoCloseable {

    private static final int MOST_CONNECTIONS = 4;
    private static final long CONNECTION_MILLIS = 2_000;
    private static final String CONNECT_SECONDS = "2";
    private static final String LOGIN_SOCKET_SECONDS = "10";
    /** How much longer than PostgreSQL's own limit the network may be silent. */
    private static final Duration NETWORK_SLACK = Duration.ofSeconds(5);
    /** A client that stands still keeps neither a connection nor old versions of rows for long. */
    private static final String IDLE_LIMIT = "SET idle_in_transaction_session_timeout = '60s'";

    private final HikariDataSource pool;

    private AuditDatabase(HikariDataSource pool) {
        this.pool = pool;
    }

    /**
     * Does not connect yet.
     *
     * @param url such as {@code jdbc:postgresql://localhost:5433/writ}
     * @param user needs the right to SELECT, and no other; may be empty
     * @param password may be empty
     */
    public static AuditDatabase open(String url, String user, String password) {
        HikariConfig settings = new HikariConfig();
        settings.setPoolName("audit-query");
        settings.setJdbcUrl(url);
        settings.setUsername(user);
        settings.setPassword(password);
        settings.setReadOnly(true);
        settings.setAutoCommit(false);
        settings.setTransactionIsolation("TRANSACTION_REPEATABLE_READ");
        settings.setMaximumPoolSize(MOST_CONNECTIONS);
        settings.setMinimumIdle(0);
        settings.setConnectionTimeout(CONNECTION_MILLIS);
        settings.setValidationTimeout(CONNECTION_MILLIS / 2);
        settings.setInitializationFailTimeout(-1);
        settings.setConnectionInitSql(IDLE_LIMIT);
        // Else the limit would go with the first transaction that is rolled back.
        settings.setIsolateInternalQueries(true);
        settings.addDataSourceProperty("ApplicationName", "writ-audit-query");
        settings.addDataSourceProperty("connectTimeout", CONNECT_SECONDS);
        settings.addDataSourceProperty("socketTimeout", LOGIN_SOCKET_SECONDS);
        return new AuditDatabase(new HikariDataSource(settings));
    }

    /** Reads with a connection. */
    @FunctionalInterface
    public interface Reading<T> {
        /** What was read. */
        T with(Connection connection) throws SQLException;
    }

    /**
     * Reads.
     *
     * @param limit how long each statement may take
     * @throws UnansweredException if the database does not answer
     */
    public <T> T read(Duration limit, Reading<T> reading) throws UnansweredException {
        try (Connection connection = begin(limit)) {
            return reading.with(connection);
        } catch (SQLException e) {
            throw UnansweredException.of(e);
        }
    }

    /**
     * A connection in a transaction that ends when it is closed.
     *
     * @param limit how long each statement, and each fetch of a cursor, may take
     */
    public Connection begin(Duration limit) throws SQLException {
        Connection connection = pool.getConnection();
        try {
            connection.setNetworkTimeout(
                    Runnable::run, (int) limit.plus(NETWORK_SLACK).toMillis());
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET LOCAL statement_timeout = " + limit.toMillis());
            }
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
