package dev.writ.local.postgres;

import dev.writ.local.FileTree;
import dev.writ.local.LocalClusterException;
import dev.writ.local.Ports;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A running PostgreSQL 17 with a database, user and password that are all {@value #NAME}. Its data outlives it in its
 * directory. Whoever reaches loopback is trusted.
 */
public final class Database implements AutoCloseable {

    /** The database, its owner and the owner's password. */
    public static final String NAME = "writ";

    private static final Duration LONGEST_RECOVERY = Duration.ofSeconds(30);

    private final EmbeddedPostgres server;

    private Database(EmbeddedPostgres server) {
        this.server = server;
    }

    /**
     * Stops a server that outlived the process which started it. The caller holds the lock on the data.
     *
     * @param directory of the server's data
     * @throws LocalClusterException if it does not stop
     */
    public static void stopOrphan(Path directory) {
        OrphanedServer.stop(directory);
    }

    /**
     * The process of the server on a directory, whoever started it; empty if none runs.
     *
     * @throws LocalClusterException if that cannot be found out
     */
    public static Optional<ProcessHandle> serverOn(Path directory) {
        return OrphanedServer.find(directory);
    }

    /**
     * Starts the server, on new data or on what an earlier one left, however that one ended.
     *
     * @param directory of the server's data; made if missing
     * @param log where the server's messages go
     * @param port where clients connect, on loopback
     * @param durable false trades a crash-proof disk for speed
     * @param settings of the server, before those that follow from the above and from being small
     * @throws LocalClusterException if it cannot start
     */
    public static Database start(Path directory, Path log, int port, boolean durable, Map<String, String> settings) {
        Path ready = directory.resolve("writ.ready");
        Redirect output = Redirect.appendTo(log.toFile());
        try {
            if (!Files.exists(ready)) {
                FileTree.delete(directory); // Whoever made it was killed before anything could be stored.
            }
            EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                    .setDataDirectory(directory)
                    .setCleanDataDirectory(false)
                    .setRegisterShutdownHook(false)
                    .setOverrideWorkingDirectory(Binaries.directory().toFile())
                    .setPort(port)
                    .setPGStartupWait(LONGEST_RECOVERY)
                    .setOutputRedirector(output)
                    .setErrorRedirector(output)
                    .setLocaleConfig("locale", "C")
                    .setServerConfig("listen_addresses", Ports.LOOPBACK)
                    .setServerConfig("unix_socket_directories", "")
                    .setServerConfig("fsync", durable ? "on" : "off")
                    .setServerConfig("synchronous_commit", durable ? "on" : "off")
                    .setServerConfig("shared_buffers", "32MB")
                    .setServerConfig("max_connections", "50");
            settings.forEach(builder::setServerConfig);
            EmbeddedPostgres server = builder.start();
            if (!Files.exists(ready)) {
                createDatabase(server);
                Files.createFile(ready);
            }
            return new Database(server);
        } catch (IOException | SQLException | IllegalStateException | ExceptionInInitializerError e) {
            throw new LocalClusterException(
                    "PostgreSQL cannot start in " + directory + ", see " + log + ": " + e.getMessage(), e);
        }
    }

    /** Starts the server as {@link #start(Path, Path, int, boolean, Map)} does, with no settings of its own. */
    public static Database start(Path directory, Path log, int port, boolean durable) {
        return start(directory, log, port, durable, Map.of());
    }

    private static void createDatabase(EmbeddedPostgres server) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE " + NAME + " LOGIN PASSWORD '" + NAME + "'");
            statement.execute("CREATE DATABASE " + NAME + " OWNER " + NAME);
        }
    }

    /** Stops the server; open connections are cut. */
    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new LocalClusterException("PostgreSQL does not stop: " + e.getMessage(), e);
        }
    }
}
