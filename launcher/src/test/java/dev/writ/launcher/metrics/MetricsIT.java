package dev.writ.launcher.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.writ.launcher.client.WireHttp;
import dev.writ.launcher.demo.Story;
import dev.writ.launcher.demo.WritHttp;
import dev.writ.launcher.history.Auditor;
import dev.writ.launcher.settings.Settings;
import dev.writ.launcher.up.LocalPorts;
import dev.writ.launcher.up.LocalSettings;
import dev.writ.launcher.up.LocalWrit;
import dev.writ.local.LocalCluster;
import dev.writ.schemas.Topics;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The metrics of a whole Writ behind the story, in which something of everything happens. */
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class MetricsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String TOOL_USER = "tool-user";
    /** What producers write without a gateway is on its right side alone. */
    private static final String OF_GATEWAYS_ALONE = "writ_requests_accepted_total";

    private final MetricsPage page = new MetricsPage();
    private final LocalWrit writ;
    private final WireHttp management;

    MetricsIT(@TempDir Path data) throws InterruptedException {
        writ = LocalWrit.start(new LocalSettings(new Settings(Map.of()), data, LocalPorts.ANY));
        management = new WireHttp(writ.management());
    }

    @BeforeAll
    void makeSomethingOfEverythingHappen() throws Exception {
        try (WritHttp http = new WritHttp(writ.url());
                WireHttp wire = new WireHttp(writ.url())) {
            LocalCluster servers = writ.cluster();
            String url = servers.jdbcUrl() + "?user=" + servers.jdbcUser() + "&password=" + servers.jdbcPassword();
            assertThat(Story.play(http, url, "measured", new PrintWriter(new StringWriter())))
                    .isEmpty();
            assertThat(http.post("/api/agents", Map.of("id", TOOL_USER, "name", "Tool user", "status", "INTERN"))
                            .status())
                    .isEqualTo(201);
            assertThat(wire.post("/v1/chat/completions", completionThatCallsATool(), Map.of("X-Agent-Id", TOOL_USER))
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @AfterAll
    void stop() {
        try (writ;
                management) {
            new Auditor(writ.cluster().connection()).requireReproduced();
        }
    }

    @Test
    @Order(1)
    void holdEveryEquationOfThePage() throws IOException, InterruptedException {
        // Given
        List<Equation> equations = page.equations();
        assertThat(equations).hasSizeGreaterThan(10);

        // Then
        await().atMost(PATIENCE).untilAsserted(() -> {
            Exposition metrics = metrics();
            assertThat(equations)
                    .allSatisfy(equation -> assertThat(equation.difference(metrics))
                            .as(equation.with(metrics))
                            .isZero());
        });
        Exposition metrics = metrics();
        for (String happened : List.of(
                "writ_decisions_total{verdict=\"blocked\"}",
                "writ_decisions_total{kind=\"form\"}",
                "writ_decision_cache_gets_total{result=\"hit\"}",
                "writ_executions_total{status=\"completed\"}",
                "writ_governed_calls_total",
                "writ_worker_tool_checks_total",
                "writ_stream_overhead_seconds_count",
                "gen_ai_client_token_usage_sum",
                "writ_audit_written_total")) {
            assertThat(Equation.parse(happened + " = 0").difference(metrics))
                    .as(happened)
                    .isPositive();
        }
    }

    @Test
    @Order(2)
    void countARecordThatNobodyCanReadAsOneDeadLetter() throws IOException, InterruptedException, ExecutionException {
        // Given
        Equation letters =
                Equation.parse("writ_dead_letters_total{role=\"topology\",topic=\"%s\",reason=\"unreadable\"} = 1"
                        .formatted(Topics.CHAT_REQUESTS.name()));
        assertThat(letters.difference(metrics())).isEqualTo(-1);

        // When
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", writ.cluster().bootstrapServers()),
                new StringSerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(
                            Topics.CHAT_REQUESTS.name(), "ada", "no Avro".getBytes(StandardCharsets.UTF_8)))
                    .get();
        }

        // Then
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(letters.difference(metrics())).isZero());
        Exposition metrics = metrics();
        assertThat(page.equations())
                .allSatisfy(equation -> assertThat(equation.difference(metrics))
                        .as(equation.with(metrics))
                        .isEqualTo(equation.text().startsWith(OF_GATEWAYS_ALONE) ? -1 : 0));
    }

    @Test
    @Order(3)
    void areThoseThatThePageLists() throws IOException, InterruptedException {
        // Then
        assertThat(metrics().metrics("writ_", "gen_ai_")).containsExactlyInAnyOrderEntriesOf(page.metrics());
    }

    private Exposition metrics() throws IOException, InterruptedException {
        return Exposition.parse(management.get("/metrics").body());
    }

    private static Map<String, ?> completionThatCallsATool() {
        return Map.of(
                "model",
                "default",
                "messages",
                List.of(Map.of("role", "user", "content", "call tool search")),
                "tools",
                List.of(Map.of("type", "function", "function", Map.of("name", "search"))),
                "stream",
                true);
    }
}
