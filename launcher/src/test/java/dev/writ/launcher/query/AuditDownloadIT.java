package dev.writ.launcher.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.writ.launcher.client.WireHttp;
import dev.writ.query.table.AuditTable;
import dev.writ.query.table.Column;
import dev.writ.testcluster.TestCluster;
import dev.writ.testcluster.TestClusterExtension;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whole answers as CSV and JSON lines, against the pages. */
@ExtendWith(TestClusterExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class AuditDownloadIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NASTY = "/api/audit/executions?workspace_id=nasty";
    private static final List<String> TEXTS = List.of(
            "plain",
            "",
            "a,b",
            "say \"no\"",
            "two\r\nlines\nand\rthree",
            "nul as \\u0000, half as \\ud800, escape as \\u005cu0000",
            "=HYPERLINK(\"http://x\")",
            "+1",
            "-1",
            "@a",
            "\tb",
            "'=c",
            "ünï €😀",
            " spaces ");

    private final PlantedAudit audit;
    private final WireHttp http;

    AuditDownloadIT(TestCluster cluster) throws SQLException {
        audit = new PlantedAudit(cluster, "audit_download");
        http = audit.client();
        for (int i = 0; i < TEXTS.size(); i++) {
            audit.execution(
                    "nasty-" + i,
                    Map.of(
                            "workspace_id",
                            "nasty",
                            "input_summary",
                            TEXTS.get(i),
                            "metadata",
                            Map.of("text", TEXTS.get(i), "small", 1.50),
                            "duration_seconds",
                            -1.25));
        }
    }

    @AfterAll
    void stop() {
        http.close();
        audit.close();
    }

    @Test
    void writesCsvThatReadsBackAsThePages() throws IOException, InterruptedException, SQLException {
        // When
        HttpResponse<String> answer = http.get(NASTY, Map.of("Accept", "text/html, text/csv;q=0.9, */*;q=0.1"));

        // Then
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/csv");
        List<List<String>> lines = Csv.read(answer.body());
        List<Column> columns = AuditTable.EXECUTIONS.columns();
        assertThat(lines.getFirst())
                .containsExactlyElementsOf(columns.stream().map(Column::name).toList());
        assertThat(lines.stream().skip(1))
                .containsExactlyElementsOf(
                        pages().stream().map(row -> fields(columns, row)).toList());
        assertThat(lines.stream()
                        .skip(1)
                        .map(line -> line.get(columns.indexOf(column("input_summary"))))
                        .map(field -> field.startsWith("'") ? field.substring(1) : field))
                .containsExactlyInAnyOrderElementsOf(TEXTS);
        assertThat(answer.body())
                .contains(",'=HYPERLINK".replace(",", ",\""))
                .contains(",-1.25,")
                .doesNotContain(",=");
    }

    @Test
    void writesJsonLinesThatReadBackAsThePages() throws IOException, InterruptedException, SQLException {
        // When
        HttpResponse<String> answer = http.get(NASTY + "&format=ndjson");

        // Then
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/x-ndjson");
        List<JsonNode> rows = new ArrayList<>();
        for (String line : answer.body().lines().toList()) {
            rows.add(JSON.readTree(line));
        }
        assertThat(rows).isEqualTo(pages());
        assertThat(rows)
                .extracting(row -> row.path("input_summary").textValue())
                .containsExactlyInAnyOrderElementsOf(TEXTS);
    }

    @Test
    void writesAllRowsHoweverManyOrAsManyAsAreAskedFor() throws IOException, InterruptedException, SQLException {
        // Given
        audit.canvas("many", Map.of("workspace_id", "many"));
        audit.execute(
                "INSERT INTO canvas_audit (id, workspace_id, canvas_id, action, metadata, governance_check_passed,"
                        + " created_at) SELECT 'many-' || i, 'many', canvas_id, action, metadata, true, created_at"
                        + " FROM canvas_audit, generate_series(1, 2999) i WHERE id = 'many'");

        // When
        HttpResponse<String> all = http.get("/api/audit/canvas?workspace_id=many&format=ndjson");
        HttpResponse<String> some = http.get("/api/audit/canvas?workspace_id=many&format=csv&limit=1200");

        // Then
        assertThat(all.body().lines().distinct()).hasSize(3_000);
        assertThat(some.body().lines()).hasSize(1_201);
    }

    private List<JsonNode> pages() throws IOException, InterruptedException, SQLException {
        List<JsonNode> rows = new ArrayList<>();
        JSON.readTree(http.get(NASTY).body()).path("executions").forEach(rows::add);
        assertThat(rows).hasSameSizeAs(TEXTS);
        return rows;
    }

    private static Column column(String name) {
        return AuditTable.EXECUTIONS.columns().stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** What a row's fields must be in CSV, read back. */
    private static List<String> fields(List<Column> columns, JsonNode row) {
        return columns.stream()
                .map(column -> row.path(column.name()))
                .map(value -> value.isTextual() ? guarded(value.textValue()) : value.isNull() ? "" : value.toString())
                .toList();
    }

    private static String guarded(String text) {
        boolean formula = Stream.of("=", "+", "-", "@", "\t", "'").anyMatch(text::startsWith);
        return formula ? "'" + text : text;
    }

    /** A reader of RFC 4180, of its grammar alone. */
    private static final class Csv {

        private final List<List<String>> lines = new ArrayList<>();
        private List<String> line = new ArrayList<>();

        static List<List<String>> read(String text) {
            Csv csv = new Csv();
            int at = 0;
            while (at < text.length()) {
                at = csv.field(text, at);
            }
            return csv.lines;
        }

        private int field(String text, int start) {
            StringBuilder field = new StringBuilder();
            int at = start;
            if (text.charAt(at) == '"') {
                for (at++; text.charAt(at) != '"' || text.startsWith("\"\"", at); at++) {
                    at += text.charAt(at) == '"' ? 1 : 0;
                    field.append(text.charAt(at));
                }
                at++;
            } else {
                for (; text.charAt(at) != ',' && !text.startsWith("\r\n", at); at++) {
                    field.append(text.charAt(at));
                }
            }
            line.add(field.toString());
            if (text.charAt(at) == ',') {
                return at + 1;
            }
            assertThat(text.substring(at)).startsWith("\r\n");
            lines.add(line);
            line = new ArrayList<>();
            return at + 2;
        }
    }
}
