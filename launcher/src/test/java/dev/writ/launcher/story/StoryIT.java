package dev.writ.launcher.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.writ.launcher.client.Database;
import dev.writ.launcher.client.GenericKafkaClient;
import dev.writ.launcher.demo.Event;
import dev.writ.launcher.demo.Reply;
import dev.writ.launcher.demo.WritHttp;
import dev.writ.launcher.history.Auditor;
import dev.writ.launcher.management.Telemetry;
import dev.writ.launcher.role.Assembly;
import dev.writ.launcher.role.Part;
import dev.writ.launcher.role.ServerAddresses;
import dev.writ.launcher.settings.Settings;
import dev.writ.local.Ports;
import dev.writ.schemas.Topics;
import dev.writ.testcluster.TestCluster;
import dev.writ.testcluster.TestClusterExtension;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The seven steps in their order, over real HTTP, broker and database; each builds on those before. */
@ExtendWith(TestClusterExtension.class)
@TestMethodOrder(OrderAnnotation.class)
@TestInstance(Lifecycle.PER_CLASS)
class StoryIT {

    private static final String CHAT = "/api/atom-agent/chat/stream";
    private static final String PRESENT = "/api/canvas/present";
    private static final String SUBMIT = "/api/canvas/submit";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Assembly roles = new Assembly();
    private final TestCluster cluster;
    private final WritHttp http;
    private final Database database;
    private final Auditor auditor;

    StoryIT(TestCluster cluster, @TempDir Path data) throws InterruptedException, SQLException {
        this.cluster = cluster;
        ServerAddresses servers = new ServerAddresses(
                cluster.bootstrapServers(),
                cluster.registryUrl().toString(),
                cluster.jdbcUrl(),
                cluster.jdbcUser(),
                cluster.jdbcPassword());
        int port = Ports.free();
        Settings settings = new Settings(
                        Map.of("gateway.port", Integer.toString(port), "governance.state.dir", data.toString()))
                .with(servers.settings());
        try {
            Telemetry telemetry = new Telemetry();
            roles.add(new Part("telemetry", Map::of, telemetry::close));
            roles.addRoles(settings, telemetry);
        } catch (RuntimeException | InterruptedException e) {
            roles.close();
            throw e;
        }
        http = new WritHttp(URI.create("http://" + Ports.LOOPBACK + ":" + port));
        auditor = new Auditor(cluster.connection());
        database = new Database(cluster.jdbcUrl(), cluster.jdbcUser(), cluster.jdbcPassword());
    }

    @AfterAll
    void stop() throws SQLException {
        try (roles;
                http;
                database) {
            auditor.requireReproduced();
        }
    }

    @Test
    @Order(1)
    void registersAnAgentOfEachMaturity() throws IOException, InterruptedException {
        for (String status : List.of("STUDENT", "INTERN", "SUPERVISED", "AUTONOMOUS")) {
            // When
            String id = status.toLowerCase(Locale.ROOT);
            Reply registered = http.post("/api/agents", Map.of("id", id, "name", "The " + id, "status", status));

            // Then
            assertThat(registered.status()).as(registered.toString()).isEqualTo(201);
            assertThat(registered.text("status")).isEqualTo(status);
            assertThat(http.get("/api/agents/" + id).text("status")).isEqualTo(status);
        }
        assertThat(confidence("student")).isEqualTo(0.4);
        assertThat(confidence("intern")).isEqualTo(0.5);
        assertThat(confidence("supervised")).isEqualTo(0.7);
        assertThat(confidence("autonomous")).isEqualTo(0.9);
    }

    @Test
    @Order(2)
    void blocksTheStudentsChatAndStreamsTheInterns() throws IOException, InterruptedException {
        // When
        Reply blocked = http.post(CHAT, chat("student"));

        // Then
        assertThat(blocked.status()).isEqualTo(403);
        assertThat(blocked.check().path("allowed").asBoolean(true)).isFalse();
        assertThat(blocked.check().path("reason").asText())
                .isEqualTo("Agent The student (STUDENT) lacks maturity for stream_chat. Required: INTERN");
        assertThat(blocked.check().path("required_status").asText()).isEqualTo("INTERN");
        assertThat(blocked.check().path("requires_human_approval").asBoolean()).isTrue();
        assertThat(blocked.path()).containsExactly("explicit_agent_id");

        // When
        List<Event> events = http.stream(CHAT, chat("intern"));

        // Then
        assertThat(events.getFirst().name()).isEqualTo("streaming:start");
        assertThat(events.getLast().name()).isEqualTo("streaming:complete");
        String deltas = events.stream()
                .filter(event -> event.name().equals("streaming:update"))
                .map(event -> event.data().path("delta").asText())
                .reduce("", String::concat);
        assertThat(events.getLast().data().path("content").asText())
                .isEqualTo(deltas)
                .isNotEmpty();
    }

    @Test
    @Order(3)
    void letsTheStudentPresentAChartMarkdownAndAStatusPanel() throws IOException, InterruptedException {
        // When
        Reply chart = http.post(
                PRESENT,
                with(request("student"), Map.of("component", "bar_chart", "data", List.of(Map.of("x", 1, "y", 2)))));
        Reply markdown =
                http.post(PRESENT, with(request("student"), Map.of("component", "markdown", "content", "# Hello")));
        Reply panel = http.post(
                PRESENT,
                with(
                        request("student"),
                        Map.of("component", "status_panel", "items", List.of(Map.of("label", "Disk", "value", "ok")))));

        // Then
        assertThat(List.of(chart.status(), markdown.status(), panel.status())).containsOnly(200);
        assertThat(chart.check().path("action").asText()).isEqualTo("present_chart");
        assertThat(panel.check().path("action").asText()).isEqualTo("present_status_panel");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(database.rows(
                                "SELECT component_type, action, governance_check_passed FROM canvas_audit"
                                        + " WHERE agent_execution_id = ?",
                                panel.text("agent_execution_id")))
                        .containsExactly(Map.of(
                                "component_type",
                                "status_panel",
                                "action",
                                "present",
                                "governance_check_passed",
                                "t")));
    }

    @Test
    @Order(4)
    void blocksTheInternsSubmissionAndPassesTheSupervisedAgents()
            throws IOException, InterruptedException, SQLException {
        // Given
        Map<String, ?> schema = Map.of(
                "fields",
                List.of(
                        Map.of("name", "email", "type", "email", "required", true),
                        Map.of("name", "amount", "type", "number")));
        Reply form = http.post(PRESENT, with(request("intern"), Map.of("component", "form", "form_schema", schema)));
        assertThat(form.status()).isEqualTo(200);
        Map<String, Object> submission = with(
                Map.of("user_id", "ada", "canvas_id", form.text("canvas_id")),
                Map.of("form_data", Map.of("email", "ada@example.org", "amount", 7)));

        // When
        Reply blocked = http.post(SUBMIT, submission);
        Reply allowed = http.post(SUBMIT, with(submission, Map.of("agent_id", "supervised")));

        // Then
        assertThat(blocked.status()).isEqualTo(403);
        assertThat(blocked.check().path("agent_id").asText()).isEqualTo("intern");
        assertThat(blocked.check().path("required_status").asText()).isEqualTo("SUPERVISED");
        assertThat(allowed.status()).isEqualTo(200);
        assertThat(allowed.text("parent_execution_id")).isEqualTo(form.text("agent_execution_id"));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(database.rows(
                                "SELECT parent_execution_id, status FROM agent_executions WHERE id = ?",
                                allowed.text("agent_execution_id")))
                        .containsExactly(
                                Map.of("parent_execution_id", form.text("agent_execution_id"), "status", "completed")));
        assertThat(database.rows("SELECT metadata FROM canvas_audit").toString())
                .doesNotContain("ada@example.org");
    }

    @Test
    @Order(5)
    void resolvesBySessionThenWorkspaceThenSystemDefault() throws IOException, InterruptedException {
        // Given
        assertThat(http.put("/api/sessions/talk/agent", Map.of("agent_id", "intern"))
                        .status())
                .isEqualTo(200);

        // When
        Reply bySession = http.post(CHAT, with(chat(null), Map.of("session_id", "talk")));
        Reply bySystem = http.post(CHAT, with(chat(null), Map.of("session_id", "quiet")));
        assertThat(http.put("/api/workspaces/default/default-agent", Map.of("agent_id", "autonomous"))
                        .status())
                .isEqualTo(200);
        Reply byWorkspace = http.post(CHAT, with(chat(null), Map.of("session_id", "quiet")));

        // Then
        assertThat(bySession.status()).isEqualTo(200);
        assertThat(bySession.path()).containsExactly("session_agent");
        assertThat(bySystem.status()).isEqualTo(403);
        assertThat(bySystem.check().path("agent_name").asText()).isEqualTo("Chat Assistant");
        assertThat(bySystem.path()).containsExactly("no_session_agent", "no_workspace_default", "system_default");
        assertThat(byWorkspace.status()).isEqualTo(200);
        assertThat(byWorkspace.check().path("agent_id").asText()).isEqualTo("autonomous");
        assertThat(byWorkspace.path()).containsExactly("no_session_agent", "workspace_default");
    }

    @Test
    @Order(6)
    void liftsAnAgentBySuccessesAndLowersItByFailures() throws IOException, InterruptedException {
        // Given
        http.post(
                "/api/agents",
                Map.of("id", "climber", "name", "Climber", "status", "STUDENT", "confidence_score", 0.49));
        assertThat(http.post(CHAT, chat("climber")).status()).isEqualTo(403);

        // When
        http.post(PRESENT, with(request("climber"), Map.of("component", "markdown", "content", "Done")));
        await().atMost(PATIENCE).until(() -> confidence("climber") == 0.5);

        // Then
        Reply chatted = http.post(CHAT, chat("climber"));
        assertThat(chatted.status()).isEqualTo(200);
        assertThat(chatted.check().path("agent_status").asText()).isEqualTo("INTERN");
        await().atMost(PATIENCE).until(() -> confidence("climber") == 0.51);

        // When
        Reply failing = http.post(CHAT, with(chat("climber"), Map.of("model", "simulated-fail-midway")));
        assertThat(failing.status()).isEqualTo(200);
        await().atMost(PATIENCE).until(() -> confidence("climber") == 0.49);

        // Then
        Reply blocked = http.post(CHAT, chat("climber"));
        assertThat(blocked.status()).isEqualTo(403);
        assertThat(blocked.check().path("agent_status").asText()).isEqualTo("STUDENT");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(database.rows(
                                "SELECT status FROM agent_executions WHERE id = ?", failing.text("execution_id")))
                        .containsExactly(Map.of("status", "failed")));
    }

    @Test
    @Order(7)
    void answersTheOperatorsQuestionsInSql() {
        // When
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(database.rows("SELECT id FROM agent_executions WHERE status = 'running'"))
                                .isEmpty());

        // Then
        await().atMost(PATIENCE).untilAsserted(this::assertOperatorsAnswers);
    }

    private void assertOperatorsAnswers() throws SQLException {
        assertThat(database.rows("SELECT requests, coverage FROM request_coverage"))
                .containsExactly(Map.of("requests", "16", "coverage", "1.0000"));
        assertThat(database.rows(
                        "SELECT executions, completed, failed, blocked FROM executions_by_agent WHERE agent_id = ?",
                        "climber"))
                .containsExactly(Map.of("executions", "5", "completed", "2", "failed", "1", "blocked", "2"));
        assertThat(database.rows("SELECT action_type, sum(blocked) AS blocked FROM blocked_actions_by_type"
                        + " GROUP BY action_type ORDER BY action_type"))
                .containsExactly(
                        Map.of("action_type", "stream_chat", "blocked", "4"),
                        Map.of("action_type", "submit_form", "blocked", "1"));
        assertThat(database.rows("SELECT component_type, sum(audits) AS audits FROM canvas_audits_by_component"
                        + " GROUP BY component_type ORDER BY component_type"))
                .contains(Map.of("component_type", "status_panel", "audits", "1"));
        assertThat(database.rows("SELECT status, agents FROM maturity_distribution ORDER BY rank"))
                .containsExactly(
                        Map.of("status", "STUDENT", "agents", "3"),
                        Map.of("status", "INTERN", "agents", "1"),
                        Map.of("status", "SUPERVISED", "agents", "1"),
                        Map.of("status", "AUTONOMOUS", "agents", "1"));
    }

    @Test
    @Order(8)
    void givesTheSameToAProducerThatWritesStraightToKafka()
            throws IOException, InterruptedException, ExecutionException {
        // Given
        GenericKafkaClient kafka = new GenericKafkaClient(cluster.bootstrapServers(), cluster.registryUrl());
        GenericRecord request = kafka.newRecord(Topics.CHAT_REQUESTS.name());

        // When
        kafka.produce(Topics.CHAT_REQUESTS.name(), "bob", filled(request, "straight-1", "student"));
        kafka.produce(Topics.CHAT_REQUESTS.name(), "bob", filled(request, "straight-2", "intern"));

        // Then
        GenericRecord blocked =
                kafka.find(Topics.DECISIONS.name(), "request_id", "straight-1").orElseThrow();
        assertThat(blocked.get("verdict")).hasToString("BLOCKED");
        GenericRecord allowed =
                kafka.find(Topics.DECISIONS.name(), "request_id", "straight-2").orElseThrow();
        assertThat(allowed.get("verdict")).hasToString("ALLOWED");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                database.rows("SELECT d.request_id, e.status FROM decisions d JOIN agent_executions e"
                                        + " ON e.id = d.execution_id WHERE d.user_id = 'bob' ORDER BY d.request_id"))
                        .containsExactly(
                                Map.of("request_id", "straight-1", "status", "blocked"),
                                Map.of("request_id", "straight-2", "status", "completed")));
    }

    @Test
    @Order(9)
    void endsWithAReportThatAllIsWell() throws IOException, InterruptedException {
        // When
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(report().path("well").asBoolean()).isTrue());

        // Then
        JsonNode report = report();
        assertThat(report.path("requests").asInt()).isEqualTo(18);
        assertThat(report.path("ungoverned_calls").asInt(1)).isZero();
        assertThat(report.at("/missing_executions/total").asInt(1)).isZero();
        assertThat(report.path("audits"))
                .allSatisfy(kind -> assertThat(kind.path("written").asInt())
                        .isEqualTo(kind.path("expected").asInt())
                        .isPositive());
        Auditor.Answer told = Auditor.run(
                "report",
                "--set",
                "jdbc.url=" + cluster.jdbcUrl(),
                "--set",
                "jdbc.user=" + cluster.jdbcUser(),
                "--set",
                "jdbc.password=" + cluster.jdbcPassword());
        assertThat(told.code()).as(told.out() + told.err()).isZero();
    }

    private JsonNode report() throws IOException, InterruptedException {
        return http.get("/api/audit/report?grace=0s").body();
    }

    private static GenericRecord filled(GenericRecord request, String id, String agent) {
        request.put("request_id", id);
        request.put("user_id", "bob");
        request.put("workspace_id", "default");
        request.put("agent_id", agent);
        request.put("message", "Hello from Kafka");
        request.put("temperature", 0.7);
        request.put("max_tokens", 100);
        return request;
    }

    private double confidence(String agent) throws IOException, InterruptedException {
        JsonNode state = http.get("/api/agents/" + agent).body();
        return state.path("confidence_score").asDouble();
    }

    private static Map<String, Object> chat(@org.jspecify.annotations.Nullable String agent) {
        return with(
                agent == null ? Map.of("user_id", "ada") : request(agent), Map.of("message", "How is the week going?"));
    }

    private static Map<String, Object> request(String agent) {
        return Map.of("user_id", "ada", "agent_id", agent);
    }

    private static Map<String, Object> with(Map<String, ?> some, Map<String, ?> more) {
        Map<String, Object> all = new HashMap<>(some);
        all.putAll(more);
        return all;
    }
}
