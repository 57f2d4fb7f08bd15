package dev.writ.launcher.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.writ.launcher.architecture.SourceTree;
import dev.writ.launcher.history.Auditor;
import dev.writ.launcher.process.Records;
import dev.writ.launcher.role.Role;
import dev.writ.launcher.up.FirstAgent;
import dev.writ.local.LocalCluster;
import dev.writ.local.LocalClusterConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two processes of each role under load, each stopped by SIGTERM and started again, one after another: nothing is lost or
 * doubled, and no client sees more than a reconnect. Writes what it measured to target/rolling-restart.txt.
 */
class RollingRestartIT {

    private static final int OF_EACH_ROLE = 2;
    private static final int PARTITIONS = 4;
    private static final Map<String, String> SETTINGS =
            Map.of("WRIT_GATEWAY_DRAIN_MS", "500", "WRIT_GATEWAY_DECISION_TIMEOUT_MS", "30000");
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    /** So many further requests are answered between two restarts, so that each meets a fleet at work. */
    private static final int BETWEEN_RESTARTS = 25;

    /** One of each role's own, beside those of its virtual machine. */
    private static final Map<Role, String> METERS = Map.of(
            Role.TOPOLOGY, "kafka_stream_",
            Role.WORKER, "writ_worker_executions_running 0.0",
            Role.SINK, "hikaricp_connections_active{pool=\"writ-sink\"",
            Role.GATEWAY, "http_server_requests_seconds_count{");

    @TempDir
    private Path directory = Path.of("");

    private final List<Member> members = new ArrayList<>();
    private final List<Restart> restarts = new ArrayList<>();
    private final StringBuilder report = new StringBuilder();

    @Test
    void losesNothingAndNoClientSeesMoreThanAReconnect()
            throws IOException, InterruptedException, ExecutionException, TimeoutException, SQLException {
        try (LocalCluster cluster = LocalCluster.start(new LocalClusterConfig(null, 0, 0, 0, PARTITIONS))) {
            // Given
            for (Role role : Role.values()) {
                for (int i = 1; i <= OF_EACH_ROLE; i++) {
                    members.add(Member.of(cluster, role, role.id() + "-" + i, directory, SETTINGS));
                }
            }
            try (FleetClient client = new FleetClient(urlsOf(Role.GATEWAY))) {
                members.forEach(member -> member.awaitReady(client.http()));
                for (Member member : members) {
                    assertThat(member.metrics(client.http()))
                            .contains(METERS.get(member.role()), "jvm_memory_used_bytes{");
                }
                FirstAgent.ensureAt(urlsOf(Role.GATEWAY).getFirst());
                try (Load load = Load.start(client)) {
                    awaitFurtherAnswers(load);

                    // When
                    for (Member member : members) {
                        restart(member, client);
                        awaitFurtherAnswers(load);
                    }
                    List<Exchanged> all = load.finish();

                    // Then
                    describe(all);
                    assertThat(all).hasSize(load.sent()).allSatisfy(one -> {
                        assertThat(one.whole()).as(one.toString()).isTrue();
                        assertThat(one.mostInARow()).as(one.toString()).isLessThanOrEqualTo(1);
                        assertThat(one.attempts()).as(one.toString()).isLessThanOrEqualTo(1);
                    });
                    assertThat(all.stream().map(Exchanged::executionId)).doesNotHaveDuplicates();
                    verifyRecords(cluster, all.size());
                    new Auditor(cluster.connection()).requireReproduced();
                }
            } finally {
                for (Member member : members) {
                    member.close();
                }
                Files.writeString(SourceTree.root().resolve("launcher/target/rolling-restart.txt"), report);
            }
        }
    }

    private List<URI> urlsOf(Role role) {
        return members.stream()
                .filter(member -> member.name().startsWith(role.id()))
                .map(Member::url)
                .toList();
    }

    private static void awaitFurtherAnswers(Load load) {
        long before = load.done();
        await().atMost(PATIENCE).until(() -> load.done() >= before + BETWEEN_RESTARTS);
    }

    private void restart(Member member, FleetClient client) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        member.stop();
        long stopped = System.nanoTime();
        member.startAgain();
        member.awaitReady(client.http());
        restarts.add(new Restart(member.name(), begun, stopped, System.nanoTime()));
    }

    /** One restart, by the clock of System.nanoTime. */
    private record Restart(String name, long begun, long stopped, long ready) {

        String told(List<Exchanged> all) {
            long longest = all.stream()
                    .filter(one -> one.sentNanos() - ready < 0
                            && one.sentNanos() + one.decidedMillis() * 1_000_000 - begun > 0)
                    .mapToLong(Exchanged::decidedMillis)
                    .max()
                    .orElse(0);
            return "%-12s stopped in %4.1f s, ready again after %4.1f s; longest decision meanwhile %5d ms"
                    .formatted(name, (stopped - begun) / 1e9, (ready - stopped) / 1e9, longest);
        }
    }

    private void describe(List<Exchanged> all) {
        restarts.forEach(restart -> line(restart.told(all)));
        long[] waits = all.stream().mapToLong(Exchanged::decidedMillis).sorted().toArray();
        line("requests %d, of them streams %d"
                .formatted(
                        all.size(),
                        all.stream().filter(one -> one.attempts() > 0).count()));
        line("reconnects %d, at most %d in a row"
                .formatted(
                        all.stream().mapToInt(Exchanged::reconnects).sum(),
                        all.stream().mapToInt(Exchanged::mostInARow).max().orElse(0)));
        line("streams begun anew: %d"
                .formatted(all.stream().filter(one -> one.attempts() > 1).count()));
        line("streams with a gap or a double: %d"
                .formatted(all.stream().filter(one -> !one.whole()).count()));
        line("decision in ms: p50 %d, p99 %d, longest %d"
                .formatted(waits[waits.length / 2], waits[waits.length * 99 / 100], waits[waits.length - 1]));
    }

    private void verifyRecords(LocalCluster cluster, int requests) throws SQLException {
        try (Connection connection =
                DriverManager.getConnection(cluster.jdbcUrl(), cluster.jdbcUser(), cluster.jdbcPassword())) {
            Records.requireEachOnce(cluster.connection(), connection, requests);
        }
        line("decisions and executions in the audit and in PostgreSQL: %d, each once".formatted(requests));
    }

    private void line(String text) {
        report.append(text).append('\n');
    }
}
