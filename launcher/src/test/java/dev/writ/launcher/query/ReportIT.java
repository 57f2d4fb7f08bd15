package dev.writ.launcher.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.writ.launcher.client.WireHttp;
import dev.writ.launcher.history.Auditor;
import dev.writ.launcher.history.Auditor.Answer;
import dev.writ.testcluster.TestCluster;
import dev.writ.testcluster.TestClusterExtension;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The report on rows that a test put there, by command and over HTTP. */
@ExtendWith(TestClusterExtension.class)
class ReportIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DECIDED = "dev.writ.action.decided";
    private static final String FINISHED = "dev.writ.execution.finished";
    private static final Instant FROM = PlantedAudit.T0;
    private static final Instant TO = FROM.plus(Duration.ofHours(1));

    private final TestCluster cluster;

    ReportIT(TestCluster cluster) {
        this.cluster = cluster;
    }

    @Test
    void saysThatAllIsWellWithFiguresOfThePeriodAlone() throws IOException, InterruptedException, SQLException {
        try (PlantedAudit audit = new PlantedAudit(cluster, "report_well");
                WireHttp http = audit.client()) {
            // Given
            plantWell(audit);

            // When
            Answer told = report(audit);
            JsonNode report = JSON.readTree(
                    http.get("/api/audit/report?from=" + FROM + "&to=" + TO).body());

            // Then
            assertThat(told.code()).as(told.out() + told.err()).isZero();
            assertThat(told.out())
                    .contains("All is well. That is what the tables tell")
                    .contains("exceeded, no fault");
            assertThat(report.path("well").booleanValue()).isTrue();
            assertThat(report.path("conclusion").textValue()).isEqualTo("well");
            assertThat(report.path("requests").intValue()).isEqualTo(8);
            assertThat(report.path("decisions")).isEqualTo(JSON.readTree("""
                    {"by_verdict": {"ALLOWED": 5, "BLOCKED": 2, "BYPASSED": 1},
                     "by_mode": {"BYPASS": 1, "DEGRADED": 1, "ENFORCED": 6},
                     "by_kind": {"CANVAS": 1, "CHAT": 6, "CHECK": 1}}"""));
            assertThat(report.path("block_rate").toString()).isEqualTo("0.25");
            assertThat(report.path("cache_hit_rate").toString()).isEqualTo("0.875");
            assertThat(report.path("bypassed").intValue()).isEqualTo(1);
            assertThat(report.path("degraded").intValue()).isEqualTo(1);
            assertThat(report.path("executions")).isEqualTo(JSON.readTree("{\"blocked\": 1, \"completed\": 6}"));
            assertThat(audits(report, DECIDED)).containsExactly(8, 8, 0, 0);
            assertThat(audits(report, FINISHED)).containsExactly(6, 6, 0, 0);
            assertThat(audits(report, "canvas_audit")).containsExactly(1, 1, 0, 0);
            assertThat(results(report))
                    .isEqualTo(Map.of(
                            "block_rate",
                            "exceeded",
                            "cache_hit_rate",
                            "ok",
                            "ungoverned_calls",
                            "ok",
                            "missing_executions",
                            "ok",
                            "missing_audits",
                            "ok",
                            "audits_without_row",
                            "ok",
                            "sink_behind",
                            "unknown"));
        }
    }

    @Test
    void findsWhatIsUngovernedMissingAndUnwritten() throws IOException, SQLException {
        try (PlantedAudit audit = new PlantedAudit(cluster, "report_wrong")) {
            // Given
            plantWell(audit);
            audit.execution("ungoverned", Map.of());
            audit.event("finished-ungoverned", FINISHED, FROM.plusSeconds(1));
            decided(audit, "blocked-and-ran", Map.of("verdict", "BLOCKED"));
            ended(audit, "blocked-and-ran");
            decided(audit, "never-begun", Map.of());
            decided(audit, "never-ended", Map.of());
            audit.execution("never-ended", Map.of("status", "running", "finished_event_id", ""));
            audit.decision("unwritten", Map.of());
            ended(audit, "unwritten");
            audit.event("decided-erased", DECIDED, FROM);
            decided(audit, "canvas-unwritten", Map.of("kind", "CANVAS", "canvas_id", "canvas-2"));
            ended(audit, "canvas-unwritten");

            // When
            Answer told = report(audit);
            JsonNode report = report(audit, "--json").json();

            // Then
            assertThat(told.code()).isEqualTo(1);
            assertThat(told.out()).contains("Something is wrong.").contains("EXCEEDED");
            assertThat(report.path("ungoverned_calls").intValue()).isEqualTo(2);
            assertThat(report.path("missing_executions"))
                    .isEqualTo(JSON.readTree("{\"total\": 2, \"without_execution\": 1, \"without_end\": 1}"));
            assertThat(audits(report, DECIDED)).containsExactly(14, 12, 2, 1);
            assertThat(audits(report, FINISHED)).containsExactly(11, 10, 1, 0);
            assertThat(audits(report, "canvas_audit")).containsExactly(2, 1, 1, 0);
            assertThat(results(report).values()).filteredOn("exceeded"::equals).hasSize(5);
        }
    }

    @Test
    void waitsForTheGraceBeforeItMissesAnEnd() throws IOException, SQLException {
        try (PlantedAudit audit = new PlantedAudit(cluster, "report_grace")) {
            // Given
            Instant lately = Instant.now().minus(Duration.ofMinutes(10));
            decided(audit, "running", Map.of("decided_at", lately));
            audit.execution("running", Map.of("started_at", lately, "status", "running", "finished_event_id", ""));

            // When
            Answer patient = ask(audit, "report", "--json");
            Answer impatient = ask(audit, "report", "--json", "--grace", "5m");

            // Then
            assertThat(patient.code()).isZero();
            assertThat(patient.json().path("not_due").intValue()).isEqualTo(1);
            assertThat(impatient.code()).isEqualTo(1);
            assertThat(impatient.json().at("/missing_executions/without_end").intValue())
                    .isEqualTo(1);
        }
    }

    @Test
    void countsNothingOfWhatRetentionHasTakenAndNoEndWhoseStartWentWithIt() throws IOException, SQLException {
        try (PlantedAudit audit = new PlantedAudit(cluster, "report_kept")) {
            // Given
            Instant kept = Instant.parse("2026-12-01T00:00:00Z");
            audit.execute("UPDATE sink_retention SET horizon = '2026-12-01'");
            audit.execution("month-not-dropped-yet", Map.of());
            audit.event("finished-of-november", FINISHED, kept.plus(Duration.ofDays(7)));
            audit.event("finished-of-nothing", FINISHED, kept.plus(Duration.ofDays(9)));

            // When
            Answer atTheHorizon = ask(
                    audit,
                    "report",
                    "--from",
                    FROM.toString(),
                    "--to",
                    kept.plus(Duration.ofDays(8)).toString());
            JsonNode behind = ask(
                            audit,
                            "report",
                            "--json",
                            "--from",
                            kept.toString(),
                            "--to",
                            kept.plus(Duration.ofDays(10)).toString())
                    .json();

            // Then
            assertThat(atTheHorizon.code())
                    .as(atTheHorizon.out() + atTheHorizon.err())
                    .isZero();
            assertThat(atTheHorizon.out().lines().findFirst())
                    .hasValueSatisfying(line ->
                            assertThat(line).endsWith(", of which retention has kept what is from " + kept + " on"));
            assertThat(audits(behind, FINISHED)).containsExactly(0, 0, 0, 1);
            assertThat(behind.path("kept_from").textValue()).isEqualTo(kept.toString());
        }
    }

    @Test
    void endsInOneLineWithoutADatabase() {
        // When
        Answer told = Auditor.run("report", "--set", "jdbc.url=jdbc:postgresql://127.0.0.1:1/none");

        // Then
        assertThat(told.code()).isEqualTo(1);
        assertThat(told.err().lines()).singleElement().asString().startsWith("writ: the database cannot be asked");
    }

    /** Eight requests of the period, and one before and one behind it. */
    private static void plantWell(PlantedAudit audit) throws SQLException {
        for (String id : List.of("a", "b", "c")) {
            decided(audit, id, Map.of());
            ended(audit, id);
        }
        decided(audit, "bypassed", Map.of("verdict", "BYPASSED", "mode", "BYPASS"));
        ended(audit, "bypassed");
        decided(audit, "degraded", Map.of("mode", "DEGRADED", "cache", "MISS"));
        ended(audit, "degraded");
        decided(audit, "shown", Map.of("kind", "CANVAS", "canvas_id", "canvas-1"));
        ended(audit, "shown");
        audit.canvas("decided-shown", Map.of());
        decided(audit, "blocked", Map.of("verdict", "BLOCKED"));
        audit.execution("blocked", Map.of("status", "blocked", "finished_event_id", "decided-blocked"));
        decided(audit, "check", Map.of("kind", "CHECK", "verdict", "BLOCKED", "execution_id", ""));
        decided(audit, "before", Map.of("decided_at", FROM.minusMillis(1)));
        decided(audit, "behind", Map.of("decided_at", TO));
    }

    private static void decided(PlantedAudit audit, String id, Map<String, ?> otherwise) throws SQLException {
        audit.decision(id, otherwise);
        audit.event("decided-" + id, DECIDED, otherwise.get("decided_at") instanceof Instant at ? at : FROM);
    }

    private static void ended(PlantedAudit audit, String id) throws SQLException {
        audit.execution(id, Map.of());
        audit.event("finished-" + id, FINISHED, FROM.plusSeconds(1));
    }

    private static Answer report(PlantedAudit audit, String... more) {
        return ask(
                audit,
                Stream.concat(Stream.of("report", "--from", FROM.toString(), "--to", TO.toString()), Stream.of(more))
                        .toArray(String[]::new));
    }

    private static Answer ask(PlantedAudit audit, String... arguments) {
        return Auditor.run(
                Stream.concat(Stream.of(arguments), audit.flags().stream()).toArray(String[]::new));
    }

    /** Expected, written, missing, without a row. */
    private static List<Integer> audits(JsonNode report, String kind) {
        for (JsonNode audits : report.path("audits")) {
            if (audits.path("kind").textValue().equals(kind)) {
                return Stream.of("expected", "written", "missing", "without_row")
                        .map(name -> audits.path(name).intValue())
                        .toList();
            }
        }
        return List.of();
    }

    private static Map<String, String> results(JsonNode report) {
        Map<String, String> results = new HashMap<>();
        report.path("checks")
                .forEach(check -> results.put(
                        check.path("figure").textValue(), check.path("result").textValue()));
        return results;
    }
}
