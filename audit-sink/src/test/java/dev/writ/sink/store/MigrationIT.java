package dev.writ.sink.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.writ.sink.Events;
import dev.writ.testcluster.TestCluster;
import dev.writ.testcluster.TestClusterExtension;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.types.Password;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tables that were filled before they had trees and partitions, and are brought to the present version. */
@ExtendWith(TestClusterExtension.class)
class MigrationIT {

    /** 900: three a day, of which one is the last moment of its day, from 2026-01-01 to 2026-10-27. */
    private static final String MOMENTS = """
            CREATE TEMPORARY VIEW moments AS SELECT n, CASE n % 3
                    WHEN 0 THEN day
                    WHEN 1 THEN day + interval '86399.999999 seconds'
                    ELSE day + n * interval '95.123456 seconds' END AS at
                FROM (SELECT n, timestamptz '2026-01-01T00:00:00Z' + n / 3 * interval '24 hours' AS day
                    FROM generate_series(0, 899) AS n) AS days;
            """;

    private static final String FILL_HISTORY = """
            INSERT INTO agent_history SELECT 'agent-' || n % 5, n, 'Ada', NULL, NULL, 'default', 'STUDENT', 0.4, false, true,
                at, at, '{}', 'updated', 'command', 'olga', 'event-' || n FROM moments;
            """;

    /** 900 of each kind. */
    private static final String FILL = MOMENTS + FILL_HISTORY + """
            INSERT INTO decisions SELECT 'd' || n, 'r' || n, 'e' || n, NULL, CASE n % 4 WHEN 0 THEN 'CHECK' ELSE 'CHAT' END,
                'alice', 's' || n % 20, 'default', 'agent-' || n % 7, 'Ada', 'STUDENT', n % 2 = 0, 'delete', 4, true,
                'AUTONOMOUS', 'BLOCKED', n % 5 > 0, false, true, 'Größe "x"', n % 3 / 10000.0,
                ARRAY['no_session_agent', 'a,b "c"'], 'default', n, 9223372036854775807, 'ENFORCED', 'HIT',
                '{"flag": "STREAMING_GOVERNANCE_ENABLED"}', NULL, '[]', NULL, NULL, NULL, at, NULL, 'writ.requests.chat', 3, n,
                'event-' || n FROM moments;
            INSERT INTO agent_executions SELECT 'e' || n, 'agent-' || n % 7, 'default', 'delete',
                (ARRAY['running', 'completed', 'failed', 'cancelled', 'blocked'])[n % 5 + 1], 'in', NULL, 'chat', NULL, at,
                at + interval '40 days', 1.500000001, NULL, NULL, NULL, '{"streaming": true, "n": 0.10}', 'd' || n, 'r' || n,
                's' || n % 20, 'alice', 'event-' || n, NULL FROM moments;
            INSERT INTO canvas_audit SELECT 'canvas-' || n, 'default', NULL, 'e' || n, 'alice', 'c', 'line_chart',
                (ARRAY['LineChart', NULL])[n % 2 + 1], (ARRAY['present', 'close', 'submit'])[n % 3 + 1], '{"points": [1, 2.0]}',
                n % 2 = 0, at FROM moments;
            INSERT INTO sink_events SELECT 'event-' || n, 'dev.writ.action.decided', at, sha256(n::text::bytea), 'writ.audit',
                n % 3, n FROM moments;

            INSERT INTO agent_registry SELECT 'agent-' || n, 'Ada', NULL, NULL, 'default', 'STUDENT', 0.4, 3, false, true,
                at, at, '{}' FROM moments WHERE n < 5;
            INSERT INTO governance_changes SELECT 'event-' || n, (ARRAY['session', 'workspace', 'policy', 'control'])[n % 4 + 1],
                'key', 'olga', '{"n": 1}', at FROM moments;
            INSERT INTO chat_sessions SELECT 's' || n, 'alice', 'default', 'agent-1', NULL, 45, at, at, 'event-0', 'event-1'
                FROM moments WHERE n < 20;
            INSERT INTO sink_offsets VALUES ('writ.audit', 0, 300), ('writ.audit', 1, 300), ('writ.audit', 2, 300);
            """;

    private static final List<String> KEPT = List.of(
            "decisions",
            "agent_executions",
            "canvas_audit",
            "sink_events",
            "agent_registry",
            "agent_history",
            "governance_changes",
            "executions_by_agent",
            "blocked_actions_by_type",
            "canvas_audits_by_component",
            "maturity_distribution",
            "request_coverage");

    private final String schema = Events.id("migration").replace('-', '_');
    private final DatabaseConfig config;

    MigrationIT(TestCluster cluster) {
        config = new DatabaseConfig(
                cluster.jdbcUrl() + "?currentSchema=" + schema,
                cluster.jdbcUser(),
                new Password(cluster.jdbcPassword()));
    }

    @Test
    void takesEveryRowOfTheFirstTablesWithIt() throws SQLException {
        try (Connection connection = connect()) {
            // Given
            execute(connection, "CREATE SCHEMA " + schema);
            flyway().target("2").load().migrate();
            execute(connection, FILL);
            execute(connection, "GRANT SELECT ON decisions, agent_registry, agent_history TO pg_monitor");
            execute(connection, "GRANT SELECT ON sink_events TO PUBLIC");
            Map<String, List<String>> before = contents(connection);

            // When
            migrate();

            // Then
            assertThat(contents(connection)).isEqualTo(before);
            assertThat(before.values()).allSatisfy(rows -> assertThat(rows).isNotEmpty());
            assertThat(before.get("decisions")).hasSize(900);
            assertIsByMonth(connection, "sink_events", "occurred_at");
            assertIsByMonth(connection, "agent_history", "updated_at");
            assertThat(rows(connection, "SELECT topic FROM sink_offsets UNION ALL SELECT id FROM chat_sessions"))
                    .as(
                            "is read once more, so that the trees begin with the log, and conversations are there again behind a rebuild")
                    .isEmpty();
            assertThat(rows(connection, """
                            SELECT t FROM unnest(ARRAY['decisions', 'canvas_audit', 'agent_registry', 'agent_history', 'sink_events']) AS t
                            WHERE has_table_privilege('pg_monitor', t, 'SELECT')"""))
                    .as("may still be read")
                    .containsExactly("decisions", "agent_registry", "agent_history", "sink_events");
        }
    }

    @Test
    void leavesVersionsOfAgentsFromBeforeTheMonthsThatAreKept() throws SQLException {
        try (Connection connection = connect()) {
            // Given
            execute(connection, "CREATE SCHEMA " + schema);
            flyway().target("7").load().migrate();
            execute(connection, MOMENTS + FILL_HISTORY);
            execute(connection, "UPDATE sink_retention SET horizon = '2026-10-01'");
            String kept =
                    "SELECT each::text FROM agent_history AS each WHERE updated_at >= '2026-10-01T00:00:00Z' ORDER BY 1";
            List<String> before = rows(connection, kept);

            // When
            migrate();

            // Then
            assertThat(rows(connection, kept)).isEqualTo(before).hasSize(81);
            assertThat(rows(connection, "SELECT count(*) FROM agent_history")).containsExactly("81");
        }
    }

    private static void assertIsByMonth(Connection connection, String table, String time) throws SQLException {
        assertThat(rows(connection, "SELECT DISTINCT tableoid::regclass::text FROM " + table))
                .contains(table + "_2026_01", table + "_2026_10")
                .hasSize(10);
        assertThat(rows(connection, """
                        SELECT event_id FROM %1$s
                        WHERE tableoid::regclass::text <> to_char(%2$s AT TIME ZONE 'UTC', '"%1$s_"YYYY_MM')""".formatted(table, time)))
                .as("in the partition of another month")
                .isEmpty();
    }

    private void migrate() {
        try (Database database = Database.open(config, new SimpleMeterRegistry())) {
            database.migrate();
        }
    }

    private FluentConfiguration flyway() {
        return Flyway.configure()
                .dataSource(config.url(), config.user(), config.password().value());
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(
                config.url(), config.user(), config.password().value());
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Every row of every table that keeps them, and of every view. */
    private static Map<String, List<String>> contents(Connection connection) throws SQLException {
        Map<String, List<String>> contents = new LinkedHashMap<>();
        for (String name : KEPT) {
            contents.put(name, rows(connection, "SELECT each::text FROM " + name + " AS each ORDER BY 1"));
        }
        return contents;
    }

    private static List<String> rows(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                rows.add(result.getString(1));
            }
            return rows;
        }
    }
}
