package dev.writ.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.writ.gateway.GatewayFixture.Reply;
import dev.writ.testcluster.TestCluster;
import dev.writ.testcluster.TestClusterExtension;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the recent view no longer holds, out of the audit sink's tables. */
@ExtendWith(TestClusterExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // JUnit sets the fields up.
class ReadModelIT {

    private static final Path SINK_TABLES =
            Path.of("..", "audit-sink", "src", "main", "resources", "db", "migration", "V1__audit_tables.sql");

    private TestCluster cluster;
    private FakeTopology topology;
    private GatewayFixture gateway;

    @BeforeAll
    void start(TestCluster shared) throws SQLException, IOException {
        cluster = shared;
        topology = new FakeTopology(cluster.connection());
        // The sink's own tables: what the gateway reads is what the sink writes.
        execute(Files.readString(SINK_TABLES));
        execute(resource("/read-model-rows.sql"));
        gateway = new GatewayFixture(
                cluster,
                Map.of(
                        "jdbc.url", cluster.jdbcUrl(),
                        "jdbc.user", cluster.jdbcUser(),
                        "jdbc.password", cluster.jdbcPassword()));
    }

    @AfterAll
    void stop() {
        gateway.close();
        topology.close();
        cluster.startPostgres();
    }

    @Test
    void tellsAnOldExecution() {
        Reply reply = gateway.get("/api/executions/exec-old");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text("/status")).isEqualTo("completed");
        assertThat(reply.text("/model")).isEqualTo("model-1");
        assertThat(reply.text("/usage/output_tokens")).isEqualTo("7");
        assertThat(reply.text("/duration_seconds")).isEqualTo("2.5");
        assertThat(reply.text("/governance_check/agent_name")).isEqualTo("Intern");
        assertThat(reply.text("/governance_check/resolution_path/0")).isEqualTo("session_agent");
    }

    @Test
    void tellsWhereAnOldStreamWasStoppedByWhomAndWhy() {
        Reply reply = gateway.get("/api/executions/exec-stopped");
        assertThat(reply.text("/status")).isEqualTo("cancelled");
        assertThat(reply.text("/error_code")).isEqualTo("emergency_stop");
        assertThat(reply.text("/stopped_by")).isEqualTo("olga");
        assertThat(reply.text("/last_seq")).isEqualTo("41");
        assertThat(reply.json().get("withheld_tools")).hasToString("[\"delete\"]");
    }

    @Test
    void tellsAnOldDecision() {
        Reply reply = gateway.get("/api/governance/decisions/req-blocked");
        assertThat(reply.text("/verdict")).isEqualTo("blocked");
        assertThat(reply.text("/governance_check/control/flag")).isEqualTo("FORM_GOVERNANCE_ENABLED");
    }

    @Test
    void knowsNothingOfWhatWasNeverThere() {
        assertThat(gateway.get("/api/executions/exec-never").status()).isEqualTo(404);
    }

    @Test
    void decidesWithoutTheDatabaseAndSaysWhatItCannotKnow() {
        // When
        cluster.stopPostgres();
        try {
            Reply old = gateway.get("/api/executions/exec-older");
            Reply chat = gateway.post(
                    GatewayFixture.CHAT,
                    "{\"message\":\"m\",\"user_id\":\"u1\",\"agent_id\":\"intern\"}",
                    "Idempotency-Key",
                    "\"no-database\"");

            // Then
            assertThat(old.status()).isEqualTo(503);
            assertThat(old.text("/code")).isEqualTo("read_model_unavailable");
            assertThat(chat.status()).isEqualTo(200);
            assertThat(gateway.gateway.isReady()).isTrue();
        } finally {
            cluster.startPostgres();
        }
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(gateway.get("/api/executions/exec-old").status())
                                .isEqualTo(200));
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(cluster.jdbcUrl(), cluster.jdbcUser(), cluster.jdbcPassword());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(ReadModelIT.class.getResourceAsStream(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
