package dev.writ.testcluster;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** PostgreSQL in a container, with a database whose owner is no superuser: what a role of Writ needs must be enough. */
final class PostgresPart implements AutoCloseable {

    /** The database, its owner and the owner's password. */
    static final String OWNER = "writ";

    private static final String IMAGE = "postgres:17";
    private static final int PORT = 5432;

    private final ContainerPart<PostgreSQLContainer> part =
            new ContainerPart<>(new PostgreSQLContainer(IMAGE).withUsername("postgres"), PORT);

    /** Starts the server and makes the database. */
    void start() {
        part.start();
        PostgreSQLContainer server = part.container();
        try (Connection connection =
                        DriverManager.getConnection(server.getJdbcUrl(), server.getUsername(), server.getPassword());
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE " + OWNER + " LOGIN PASSWORD '" + OWNER + "'");
            statement.execute("CREATE DATABASE " + OWNER + " OWNER " + OWNER);
        } catch (SQLException e) {
            throw new IllegalStateException("the database cannot be made: " + e.getMessage(), e);
        }
    }

    String jdbcUrl() {
        return "jdbc:postgresql://" + part.address() + "/" + OWNER;
    }

    void stop() {
        part.stop();
    }

    void startAgain() {
        part.startAgain(this::answers);
    }

    private boolean answers() throws SQLException {
        try (Connection connection = DriverManager.getConnection(jdbcUrl(), OWNER, OWNER)) {
            return connection.isValid(1);
        }
    }

    @Override
    public void close() {
        part.close();
    }
}
