package dev.writ.local.postgres;

import dev.writ.local.LocalClusterException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server that outlived the JVM which started it, because that one was killed. The caller holds the lock on the data
 * directory, so no living JVM wants it any more.
 */
final class OrphanedServer {

    private static final Logger LOG = LoggerFactory.getLogger(OrphanedServer.class);
    private static final int LONGEST_STOP_SECONDS = 20;

    private OrphanedServer() {}

    /**
     * Stops the server that the directory's postmaster.pid names, if it lives and is the directory's.
     *
     * @throws LocalClusterException if it does not stop
     */
    static void stop(Path directory) {
        Optional<ProcessHandle> orphan = find(directory);
        if (orphan.isEmpty()) {
            return;
        }
        ProcessHandle server = orphan.get();
        LOG.info("stopping PostgreSQL {}, left over by a killed process", server.pid());
        try {
            // SIGINT is PostgreSQL's fast shutdown; Java itself sends only SIGTERM, which waits for clients to leave.
            new ProcessBuilder("kill", "-INT", Long.toString(server.pid()))
                    .start()
                    .waitFor();
            server.onExit().get(LONGEST_STOP_SECONDS, TimeUnit.SECONDS);
        } catch (IOException | ExecutionException | TimeoutException e) {
            throw new LocalClusterException(
                    "PostgreSQL is still running as process " + server.pid() + " on " + directory
                            + " and does not stop; end it and start again.",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalClusterException("interrupted while PostgreSQL " + server.pid() + " stops", e);
        }
    }

    /** The first line of postmaster.pid is the process id, the second its data directory. A pid may be anyone's by now. */
    static Optional<ProcessHandle> find(Path directory) {
        Path file = directory.resolve("postmaster.pid");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            List<String> lines = Files.readAllLines(file);
            if (lines.isEmpty()) {
                return Optional.empty();
            }
            return ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
                    .filter(process -> isServerOf(directory, process));
        } catch (IOException | NumberFormatException e) {
            throw new LocalClusterException(file + " cannot be read: " + e, e);
        }
    }

    private static boolean isServerOf(Path directory, ProcessHandle process) {
        ProcessHandle.Info info = process.info();
        boolean isPostgres = info.command()
                .map(command -> Path.of(command).endsWith("postgres"))
                .orElse(false);
        boolean isOurs = info.arguments()
                .map(arguments -> List.of(arguments).contains(directory.toString()))
                .orElse(false);
        return isPostgres && isOurs;
    }
}
