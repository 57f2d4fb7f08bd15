package dev.writ.launcher.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.writ.gateway.http.HttpServer;
import dev.writ.gateway.http.HttpSettings;
import dev.writ.launcher.client.WireHttp;
import dev.writ.query.report.SourceLog;
import dev.writ.query.store.AuditDatabase;
import dev.writ.sink.store.Database;
import dev.writ.sink.store.DatabaseConfig;
import dev.writ.testcluster.TestCluster;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/** The sink's tables in a schema of their own, with rows that a test puts there, and the routes that ask them. */
final class PlantedAudit implements AutoCloseable {

    static final Instant T0 = Instant.parse("2026-11-20T10:00:00Z");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final TestCluster cluster;
    private final String url;
    private final AuditDatabase database;
    private final HttpServer server;

    /** @param schema a name that no other test has */
    PlantedAudit(TestCluster cluster, String schema) throws SQLException {
        this.cluster = cluster;
        this.url = cluster.jdbcUrl() + "?currentSchema=" + schema;
        execute("CREATE SCHEMA " + schema);
        DatabaseConfig sink = new DatabaseConfig(url, cluster.jdbcUser(), new Password(cluster.jdbcPassword()));
        try (Database tables = Database.open(sink, new SimpleMeterRegistry())) {
            tables.migrate();
        }
        for (String table : List.of("decisions", "agent_executions", "canvas_audit", "sink_events", "agent_history")) {
            execute("CREATE TABLE planted_" + table + " PARTITION OF " + table + " DEFAULT");
        }
        database = AuditDatabase.open(url, cluster.jdbcUser(), cluster.jdbcPassword());
        server = serve(Optional.of(database), SourceLog.UNASKED);
    }

    /** A server with the routes alone. */
    static HttpServer serve(Optional<AuditDatabase> database, SourceLog log) {
        Duration patience = Duration.ofSeconds(20);
        HttpSettings settings = new HttpSettings(
                "127.0.0.1", List.of(), 0, 1_024, patience, patience, patience, 100, 100, Optional.empty());
        return HttpServer.start(
                settings, new AuditRoutes(database, log, Clock.systemUTC()).routes(), new SimpleMeterRegistry());
    }

    static WireHttp client(HttpServer server) {
        return new WireHttp(URI.create("http://127.0.0.1:" + server.port()));
    }

    WireHttp client() {
        return client(server);
    }

    /** The flags by which a command asks these tables. */
    List<String> flags() {
        return List.of(
                "--set",
                "jdbc.url=" + url,
                "--set",
                "jdbc.user=" + cluster.jdbcUser(),
                "--set",
                "jdbc.password=" + cluster.jdbcPassword());
    }

    /** An allowed chat that was decided at {@link #T0}. */
    void decision(String id, Map<String, ?> otherwise) throws SQLException {
        Map<String, Object> row = new HashMap<>(Map.of(
                "decision_id", id, "request_id", "request-" + id, "execution_id", "execution-" + id, "kind", "CHAT"));
        row.putAll(Map.of(
                "user_id",
                "ada",
                "workspace_id",
                "default",
                "agent_id",
                "agent-1",
                "agent_name",
                "Ada",
                "agent_status",
                "INTERN",
                "agent_paused",
                false,
                "action",
                "stream_chat",
                "action_complexity",
                2));
        row.putAll(Map.of(
                "action_known",
                true,
                "required_status",
                "INTERN",
                "verdict",
                "ALLOWED",
                "allowed",
                true,
                "rule_allows",
                true,
                "requires_human_approval",
                false,
                "reason",
                "can",
                "confidence_score",
                0.5250));
        row.putAll(Map.of(
                "resolution_path",
                List.of("explicit_agent_id"),
                "policy_id",
                "default",
                "policy_version",
                1,
                "agent_version",
                7,
                "mode",
                "ENFORCED",
                "cache",
                "HIT",
                "errors",
                List.of(),
                "decided_at",
                T0));
        row.putAll(Map.of(
                "origin_topic", "requests", "origin_partition", 3, "origin_offset", 42, "event_id", "decided-" + id));
        insert("decisions", row, otherwise);
    }

    /** A chat that began at {@link #T0} and is done. */
    void execution(String id, Map<String, ?> otherwise) throws SQLException {
        Map<String, Object> row = new HashMap<>(Map.of(
                "id",
                "execution-" + id,
                "agent_id",
                "agent-1",
                "workspace_id",
                "default",
                "action_type",
                "stream_chat",
                "status",
                "completed",
                "triggered_by",
                "chat",
                "started_at",
                T0,
                "completed_at",
                T0.plusSeconds(1)));
        row.putAll(Map.of(
                "metadata",
                Map.of("streaming", true),
                "decision_id",
                id,
                "request_id",
                "request-" + id,
                "user_id",
                "ada",
                "started_event_id",
                "decided-" + id,
                "finished_event_id",
                "finished-" + id));
        insert("agent_executions", row, otherwise);
    }

    /** A chart that was shown at {@link #T0}. */
    void canvas(String id, Map<String, ?> otherwise) throws SQLException {
        insert(
                "canvas_audit",
                Map.of(
                        "id",
                        id,
                        "canvas_id",
                        "canvas-1",
                        "action",
                        "present",
                        "metadata",
                        Map.of(),
                        "governance_check_passed",
                        true,
                        "created_at",
                        T0),
                otherwise);
    }

    /** An agent of agent_registry, or a version of agent_history. */
    void agent(String table, Map<String, ?> otherwise) throws SQLException {
        Map<String, Object> row = new HashMap<>(Map.of(
                "name",
                "Ada",
                "workspace_id",
                "default",
                "status",
                "INTERN",
                "confidence_score",
                0.5,
                "version",
                1,
                "paused",
                false,
                "maturity_pinned",
                false,
                "created_at",
                T0,
                "updated_at",
                T0));
        row.putAll(Map.of("configuration", Map.of(), "change", "updated", "changed_by", "command", "actor", "olga"));
        insert(table, row, otherwise);
    }

    /** An event that was written. */
    void event(String id, String type, Instant at) throws SQLException {
        insert(
                "sink_events",
                Map.of(
                        "event_id",
                        id,
                        "type",
                        type,
                        "occurred_at",
                        at,
                        "digest",
                        "\\x00",
                        "topic",
                        "audit",
                        "partition",
                        0,
                        "log_offset",
                        0),
                Map.of());
    }

    private void insert(String table, Map<String, ?> row, Map<String, ?> otherwise) throws SQLException {
        Map<String, @Nullable Object> whole = new HashMap<>(row);
        whole.putAll(otherwise);
        whole.replaceAll((_, value) -> value instanceof Instant time ? time.toString() : value);
        try (Connection connection = connect();
                PreparedStatement statement = connection.prepareStatement("INSERT INTO " + table
                        + " SELECT * FROM jsonb_populate_record(NULL::" + table + ", ?::jsonb)")) {
            statement.setString(1, JSON.writeValueAsString(whole));
            statement.execute();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(url, cluster.jdbcUser(), cluster.jdbcPassword());
    }

    @Override
    public void close() {
        server.close();
        database.close();
    }
}
