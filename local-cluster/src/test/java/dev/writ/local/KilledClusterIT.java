package dev.writ.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.writ.schemas.Topics;
import dev.writ.schemas.event.SessionState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A JVM that is killed takes its broker with it, and leaves its PostgreSQL running. */
class KilledClusterIT {

    private static final SessionState STORED = SessionState.newBuilder()
            .setSessionId("stored")
            .setActor("test")
            .setUpdatedAt(Instant.EPOCH)
            .build();

    /** What the killed JVM runs: a cluster in the directory that the first argument names. */
    static final class Victim {
        private Victim() {}

        public static void main(String[] arguments)
                throws IOException, InterruptedException, ExecutionException, SQLException {
            Path directory = Path.of(arguments[0]);
            try (LocalCluster cluster = LocalCluster.start(new LocalClusterConfig(directory, 0, 0, 0, 1))) {
                new Kafka(cluster).produce(Topics.SESSIONS, "stored", STORED);
                new Sql(cluster).run("CREATE TABLE stored (n int)");
                new Sql(cluster).run("INSERT INTO stored VALUES (7)");
                Files.createFile(directory.resolve("victim.ready"));
                Thread.currentThread().join();
            }
        }
    }

    @Test
    void startsAgainWithAllThatWasAcknowledged(@TempDir Path directory)
            throws IOException, InterruptedException, SQLException {
        // Given
        Process victim = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Victim.class.getName(),
                        directory.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("victim.log").toFile())
                .start();
        await().atMost(Duration.ofSeconds(60))
                .until(() -> Files.exists(directory.resolve("victim.ready")) || !victim.isAlive());
        ProcessHandle orphan = ProcessHandle.of(Long.parseLong(
                        Files.readAllLines(directory.resolve("postgres").resolve("postmaster.pid"))
                                .getFirst()))
                .orElseThrow();
        victim.destroyForcibly().waitFor();
        assertThat(orphan.isAlive()).isTrue();

        // When
        try (LocalCluster cluster = LocalCluster.start(new LocalClusterConfig(directory, 0, 0, 0, 1))) {

            // Then
            assertThat(orphan.isAlive()).isFalse();
            assertThat(new Kafka(cluster).read(Topics.SESSIONS)).containsExactly(STORED);
            assertThat(new Sql(cluster).value("SELECT n FROM stored")).isEqualTo("7");
        }
    }
}
