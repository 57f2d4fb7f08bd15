package dev.writ.launcher.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.writ.gateway.http.HttpServer;
import dev.writ.launcher.client.WireHttp;
import dev.writ.query.report.SourceLog;
import dev.writ.query.table.AuditTable;
import dev.writ.query.table.Filter;
import dev.writ.testcluster.TestCluster;
import dev.writ.testcluster.TestClusterExtension;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the tables hold, asked over HTTP in pages. */
@ExtendWith(TestClusterExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class AuditQueryIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern NEXT = Pattern.compile("<([^>]+)>; rel=\"next\"");
    /** The columns that parameters are named after, where their names differ. */
    private static final Map<String, String> COLUMNS = Map.of(
            "executions.execution_id", "id",
            "executions.action", "action_type",
            "canvas.execution_id", "agent_execution_id",
            "canvas.allowed", "governance_check_passed",
            "agents.agent_id", "id");

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    /** When what the other tests plant has happened. */
    private static final Instant T1 = PlantedAudit.T0.plus(Duration.ofHours(1));

    private final TestCluster cluster;
    private final PlantedAudit audit;
    private final WireHttp http;

    AuditQueryIT(TestCluster cluster) throws SQLException {
        this.cluster = cluster;
        audit = new PlantedAudit(cluster, "audit_query");
        http = audit.client();
        plantTwoOfEach();
    }

    @AfterAll
    void stop() {
        http.close();
        audit.close();
    }

    /** Two rows of each table that differ in whatever can be asked for. */
    private void plantTwoOfEach() throws SQLException {
        Map<String, Object> second = Map.of(
                "user_id",
                "bob",
                "workspace_id",
                "acme",
                "agent_id",
                "agent-2",
                "session_id",
                "s2",
                "canvas_id",
                "c2",
                "parent_execution_id",
                "parent-2");
        Map<String, Object> first = Map.of("session_id", "s1", "canvas_id", "c1", "parent_execution_id", "parent-1");
        audit.decision("d1", with(first, Map.of()));
        audit.decision(
                "d2",
                with(
                        second,
                        Map.of(
                                "kind",
                                "FORM",
                                "action",
                                "=1+1 \"a\"",
                                "verdict",
                                "BYPASSED",
                                "allowed",
                                false,
                                "mode",
                                "BYPASS",
                                "cache",
                                "MISS")));
        audit.execution("d1", Map.of("session_id", "s1", "parent_execution_id", "parent-1"));
        audit.execution(
                "d2",
                Map.of(
                        "user_id",
                        "bob",
                        "workspace_id",
                        "acme",
                        "agent_id",
                        "agent-2",
                        "session_id",
                        "s2",
                        "parent_execution_id",
                        "parent-2",
                        "action_type",
                        "send_email",
                        "status",
                        "failed",
                        "triggered_by",
                        "canvas"));
        audit.canvas(
                "e1",
                Map.of(
                        "user_id",
                        "ada",
                        "workspace_id",
                        "default",
                        "agent_id",
                        "agent-1",
                        "agent_execution_id",
                        "x1",
                        "component_type",
                        "chart"));
        audit.canvas(
                "e2",
                Map.of(
                        "user_id",
                        "bob",
                        "workspace_id",
                        "acme",
                        "agent_id",
                        "agent-2",
                        "agent_execution_id",
                        "x2",
                        "component_type",
                        "form",
                        "canvas_id",
                        "c2",
                        "action",
                        "submit",
                        "governance_check_passed",
                        false));
        Map<String, Object> other = Map.of("status", "STUDENT", "paused", true, "version", 2);
        audit.agent("agent_registry", Map.of("id", "agent-1", "category", "reports"));
        audit.agent("agent_registry", with(other, Map.of("id", "agent-2", "workspace_id", "acme", "category", "mail")));
        audit.agent("agent_history", Map.of("agent_id", "agent-1", "event_id", "v1"));
        audit.agent("agent_history", with(other, Map.of("agent_id", "agent-1", "event_id", "v2")));
        audit.agent("agent_history", with(other, Map.of("agent_id", "agent-2", "event_id", "v3")));
    }

    static Stream<Arguments> filters() {
        return Stream.of(
                        Map.entry("/api/audit/executions", AuditTable.EXECUTIONS),
                        Map.entry("/api/audit/decisions", AuditTable.DECISIONS),
                        Map.entry("/api/audit/canvas", AuditTable.CANVAS),
                        Map.entry("/api/audit/agents", AuditTable.AGENTS),
                        Map.entry("/api/audit/agents/agent-1/history", AuditTable.AGENT_HISTORY))
                .flatMap(entry -> entry.getValue().filters().stream()
                        .filter(filter -> !entry.getKey().endsWith("history")
                                || !filter.name().equals("agent_id"))
                        .map(filter -> Arguments.of(entry.getKey(), entry.getValue(), filter)));
    }

    @ParameterizedTest
    @MethodSource("filters")
    void findsByEachFilterTheRowThatHasItsValueAlone(String path, AuditTable table, Filter filter)
            throws IOException, InterruptedException, SQLException {
        // Given
        String until = "to=" + PlantedAudit.T0.plusSeconds(1);
        List<JsonNode> all = rows(http.get(path + "?" + until), table);
        assertThat(all).hasSize(2);
        for (JsonNode wanted : all) {
            // When
            String column = COLUMNS.getOrDefault(table.name() + "." + filter.name(), filter.name());
            String value = URLEncoder.encode(wanted.path(column).asText(), StandardCharsets.UTF_8);
            HttpResponse<String> found = http.get(path + "?" + until + "&" + filter.name() + "=" + value);

            // Then
            assertThat(rows(found, table)).as(filter.name()).containsExactly(wanted);
        }
    }

    @Test
    void showsEveryColumnAsItIs() throws IOException, InterruptedException, SQLException {
        // When
        JsonNode row = rows(http.get("/api/audit/decisions?decision_id=d1"), AuditTable.DECISIONS)
                .getFirst();

        // Then
        assertThat(row.size()).isEqualTo(AuditTable.DECISIONS.columns().size());
        assertThat(row.path("decided_at").textValue()).isEqualTo("2026-11-20T10:00:00Z");
        assertThat(row.path("confidence_score").toString()).isEqualTo("0.525");
        assertThat(row.path("allowed").booleanValue()).isTrue();
        assertThat(row.path("resolution_path")).isEqualTo(JSON.readTree("[\"explicit_agent_id\"]"));
        assertThat(row.path("errors")).isEqualTo(JSON.readTree("[]"));
        assertThat(row.path("control").isNull()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"asc", "desc"})
    void pagesNeitherSkipNorRepeatAlsoAmongEqualTimes(String order)
            throws IOException, InterruptedException, SQLException {
        // Given
        String workspace = "paged-" + order;
        List<String> planted = IntStream.range(0, 40)
                .mapToObj(i -> "page-%s-%02d".formatted(order, i))
                .toList();
        for (String id : planted) {
            int number = Integer.parseInt(id.substring(id.length() - 2));
            audit.decision(id, Map.of("workspace_id", workspace, "decided_at", T1.plusMillis(number / 15)));
        }
        List<String> seen = new ArrayList<>();

        // When
        Optional<String> next =
                Optional.of("/api/audit/decisions?from=9999d&limit=7&order=" + order + "&workspace_id=" + workspace);
        int pages = 0;
        while (next.isPresent()) {
            HttpResponse<String> page = http.get(next.get());
            rows(page, AuditTable.DECISIONS)
                    .forEach(row -> seen.add(row.path("decision_id").textValue()));
            JsonNode cursor = JSON.readTree(page.body()).path("next_cursor");
            next = page.headers().firstValue("Link").map(AuditQueryIT::target);
            assertThat(cursor.isNull()).isEqualTo(next.isEmpty());
            if (pages++ == 0) {
                audit.decision("late-" + order, Map.of("workspace_id", workspace, "decided_at", T1.plusSeconds(1)));
            }
        }

        // Then
        assertThat(pages).isEqualTo(6);
        boolean oldestFirst = order.equals("asc");
        List<String> expected = new ArrayList<>(oldestFirst ? planted : planted.reversed());
        if (oldestFirst) {
            expected.add("late-asc");
        }
        assertThat(seen).isEqualTo(expected);
    }

    @Test
    void takesThePeriodFromItsBeginningAndWithoutItsEnd() throws IOException, InterruptedException, SQLException {
        // Given
        for (int second = 0; second < 4; second++) {
            audit.canvas("period-" + second, Map.of("workspace_id", "period", "created_at", T1.plusSeconds(second)));
        }

        // When
        String period = "&from=" + T1.plusSeconds(1) + "&to=" + T1.plusSeconds(3);
        List<JsonNode> found =
                rows(http.get("/api/audit/canvas?workspace_id=period&order=asc" + period), AuditTable.CANVAS);

        // Then
        assertThat(found).extracting(row -> row.path("id").textValue()).containsExactly("period-1", "period-2");
        assertThat(rows(http.get("/api/audit/canvas?workspace_id=period&to=9999d"), AuditTable.CANVAS))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "executions?status=done, status",
        "executions?session_id=a%20b, session_id",
        "executions?action=, action",
        "executions?verdict=BLOCKED, query",
        "decisions?allowed=yes, allowed",
        "decisions?from=yesterday, from",
        "decisions?from=0:12, from",
        "decisions?to=%2B123456-01-01T00:00:00Z, to",
        "decisions?from=1h&to=2h, to",
        "decisions?limit=0, limit",
        "decisions?format=json&limit=1001, limit",
        "decisions?order=up, order",
        "decisions?format=xml, format",
        "decisions?cursor=nonsense, cursor",
        "decisions?cursor=MXxleGVjdXRpb25zfERFU0N8fHwxfGE, cursor",
        "decisions?cursor=MXxkZWNpc2lvbnN8QVNDfHx8MXxh, cursor",
        "decisions?cursor=MXxkZWNpc2lvbnN8REVTQ3x8fDk5OTk5OTk5OTk5OTk5OTk5OXxh, cursor",
        "canvas?allowed=1, allowed",
        "canvas?component_type=pie, component_type",
        "canvas?from=1h&to=1h, to",
        "agents?status=BOSS, status",
        "agents?paused=, paused",
        "agents?to=tomorrow, to",
        "agents/agent-1/history?agent_id=agent-2, query",
        "agents/agent-1/history?from=PT, from",
        "agents/agent-1/history?format=csv&limit=1000000000, limit",
        "agents/a%20b/history, agent_id",
        "report?from=1h&to=2h, to",
        "report?grace=-PT1M, grace",
        "report?limit=1, query"
    })
    void refusesWhatItDoesNotKnow(String query, String parameter)
            throws IOException, InterruptedException, SQLException {
        for (String accepted : List.of("application/json", "text/csv", "application/x-ndjson")) {
            // When
            HttpResponse<String> refused = http.get("/api/audit/" + query, Map.of("Accept", accepted));

            // Then
            assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
            assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            assertThat(JSON.readTree(refused.body()).path("parameter").textValue())
                    .isEqualTo(parameter);
        }
    }

    @Test
    void saysThatItHasNoDatabase() throws IOException, InterruptedException, SQLException {
        try (HttpServer server = PlantedAudit.serve(Optional.empty(), SourceLog.UNASKED);
                WireHttp without = PlantedAudit.client(server)) {
            // When
            HttpResponse<String> refused = without.get("/api/audit/decisions");

            // Then
            assertThat(refused.statusCode()).isEqualTo(404);
            assertThat(JSON.readTree(refused.body()).path("code").textValue()).isEqualTo("audit_not_configured");
        }
    }

    @Test
    void answers503WhileTheDatabaseIsAway() throws IOException, InterruptedException, SQLException {
        // Given
        cluster.stopPostgres();
        try {
            for (String path : List.of("decisions", "decisions?format=csv", "report")) {
                // When
                HttpResponse<String> refused = http.get("/api/audit/" + path);

                // Then
                assertThat(refused.statusCode()).isEqualTo(503);
                assertThat(JSON.readTree(refused.body()).path("code").textValue())
                        .isEqualTo("database_away");
            }
        } finally {
            cluster.startPostgres();
        }
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(http.get("/api/audit/decisions").statusCode())
                        .isEqualTo(200));
    }

    private static String target(String link) {
        Matcher next = NEXT.matcher(link);
        assertThat(next.matches()).as(link).isTrue();
        return next.group(1);
    }

    private static List<JsonNode> rows(HttpResponse<String> answer, AuditTable table) throws IOException {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        List<JsonNode> rows = new ArrayList<>();
        JSON.readTree(answer.body()).path(table.name()).forEach(rows::add);
        return rows;
    }

    private static Map<String, Object> with(Map<String, Object> some, Map<String, Object> more) {
        Map<String, Object> all = new HashMap<>(some);
        all.putAll(more);
        return all;
    }
}
