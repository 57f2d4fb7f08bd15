package dev.writ.launcher.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.writ.launcher.demo.Reply;
import dev.writ.launcher.demo.WritHttp;
import dev.writ.launcher.role.Role;
import dev.writ.launcher.up.FirstAgent;
import dev.writ.local.LocalCluster;
import dev.writ.local.LocalClusterConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole site goes down at once: nothing waits for a broker that will not answer until it is killed. */
class StopWithoutKafkaIT {

    /** What Kubernetes gives a process, by default. */
    private static final Duration GRACE = Duration.ofSeconds(30);

    /** Slow enough that a stream is under way whenever this test looks. */
    private static final Map<String, String> SETTINGS = Map.of("WRIT_WORKER_SIMULATED_TOKENS_PER_SECOND", "1");

    @TempDir
    private Path directory = Path.of("");

    @Test
    void everyRoleEndsInOrderWhenKafkaAndTheDatabaseAreAway() throws IOException, InterruptedException {
        List<Member> members = new ArrayList<>();
        LocalCluster cluster = LocalCluster.start(new LocalClusterConfig(null, 0, 0, 0, 1));
        try (cluster;
                HttpClient http = HttpClient.newHttpClient()) {
            // Given
            for (Role role : Role.values()) {
                members.add(Member.of(cluster, role, role.id(), directory, SETTINGS));
            }
            members.forEach(member -> member.awaitReady(http));
            startStream(members.getLast());

            // When
            cluster.close();
            try (ServerSocket silent = inPlaceOf(cluster)) {
                long begun = System.nanoTime();
                for (Member member : members) {
                    member.askToStop();
                }

                // Then
                Map<String, Duration> took = new LinkedHashMap<>();
                for (Member member : members) {
                    member.awaitEnd();
                    took.put(member.name(), Duration.ofNanos(System.nanoTime() - begun));
                }
                assertThat(took)
                        .as("time to stop without an answer at port %d", silent.getLocalPort())
                        .allSatisfy((name, time) -> assertThat(time).isLessThan(GRACE));
            }
        } finally {
            for (Member member : members) {
                member.close();
            }
        }
    }

    /** Takes connections and answers nothing, as a host does that hangs. */
    private static ServerSocket inPlaceOf(LocalCluster cluster) throws IOException {
        int port = Integer.parseInt(cluster.bootstrapServers().split(":", 2)[1]);
        return new ServerSocket(port, 0, InetAddress.getLoopbackAddress());
    }

    private static void startStream(Member gateway) throws IOException, InterruptedException {
        FirstAgent.ensureAt(gateway.url());
        try (WritHttp http = new WritHttp(gateway.url())) {
            Map<String, String> chat = Map.of("user_id", "ada", "agent_id", FirstAgent.ID, "message", "Hello");
            Reply begun = http.post("/api/atom-agent/chat/stream", chat);
            assertThat(begun.status()).as(begun.toString()).isEqualTo(200);
            String path = "/api/executions/" + begun.text("execution_id");
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> http.get(path).text("status").equals("running"));
        }
    }
}
