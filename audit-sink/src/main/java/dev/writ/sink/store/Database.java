package dev.writ.sink.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.postgresql.ds.PGSimpleDataSource;

/** The sink's PostgreSQL: its tables and a pool of connections. Opens whether or not the server is there. */
public final class Database implements AutoCloseable {

    /** Each of the two loops writes one run, and signs or looks around meanwhile. */
    private static final int CONNECTIONS = 4;

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
    /** A server that is silent for this long is away; far below Kafka's max.poll.interval.ms. */
    private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(60);

    private static final int CHECK_SECONDS = 2;
    /** A writer that stands still within its transaction, such as a suspended process, frees its locks after this. */
    private static final String LOCK_LIMITS =
            "SET idle_in_transaction_session_timeout = '30s'; SET lock_timeout = '10s'";

    private final DatabaseConfig config;
    private final HikariDataSource pool;

    private Database(DatabaseConfig config, HikariDataSource pool) {
        this.config = config;
        this.pool = pool;
    }

    /**
     * A pool that connects when it is asked.
     *
     * @param meters takes the pool's metrics
     */
    public static Database open(DatabaseConfig config, MeterRegistry meters) {
        HikariConfig settings = new HikariConfig();
        settings.setPoolName("writ-sink");
        settings.setMetricRegistry(meters);
        settings.setDataSource(dataSource(config));
        settings.setMaximumPoolSize(CONNECTIONS);
        settings.setMinimumIdle(1);
        settings.setConnectionTimeout(CONNECT_TIMEOUT.toMillis());
        settings.setInitializationFailTimeout(-1);
        settings.setAutoCommit(false);
        settings.setConnectionInitSql(LOCK_LIMITS);
        // Else the limits would go with the first transaction that is rolled back.
        settings.setIsolateInternalQueries(true);
        return new Database(config, new HikariDataSource(settings));
    }

    private static PGSimpleDataSource dataSource(DatabaseConfig config) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setConnectTimeout((int) CONNECT_TIMEOUT.toSeconds());
        source.setSocketTimeout((int) SOCKET_TIMEOUT.toSeconds());
        source.setTcpKeepAlive(true);
        source.setApplicationName("writ-sink");
        source.setURL(config.url());
        source.setUser(config.user());
        source.setPassword(config.password().value());
        return source;
    }

    /**
     * Brings the tables to the present version; several sinks may do so at once. If it fails because the server went
     * away, that is what it says.
     *
     * @throws DatabaseAwayException if the server cannot be reached
     * @throws FlywayException if the database is there and cannot be migrated
     */
    public void migrate() {
        check();
        try {
            PGSimpleDataSource source = dataSource(config);
            source.setSocketTimeout(0); // A migration of large tables takes as long as it takes.
            Flyway.configure().dataSource(source).lockRetryCount(-1).load().migrate();
        } catch (FlywayException e) {
            check();
            throw e;
        }
    }

    /**
     * Asks the server for a sign of life.
     *
     * @throws DatabaseAwayException if it gives none
     */
    public void check() {
        try (Connection connection = connect()) {
            if (!connection.isValid(CHECK_SECONDS)) {
                throw new SQLException("no answer within " + CHECK_SECONDS + " s", "08006");
            }
        } catch (SQLException e) {
            throw new DatabaseAwayException(e);
        }
    }

    /** A connection that rolls back when closed without commit. */
    public Connection connect() throws SQLException {
        return pool.getConnection();
    }

    @Override
    public void close() {
        pool.close();
    }
}
