package dev.writ.launcher.demo;

import dev.writ.launcher.console.TextTable;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Step 7: an operator's questions about this run, in SQL. */
final class OperatorQueries {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

    private static final String UNFINISHED = """
            SELECT count(*) FROM decisions d LEFT JOIN agent_executions e ON e.id = d.execution_id
            WHERE d.workspace_id = ? AND d.kind <> 'CHECK' AND (e.id IS NULL OR e.status = 'running')""";
    private static final String REQUESTS = "SELECT count(*) FROM decisions WHERE workspace_id = ?";

    private static final Map<String, String> QUESTIONS = new LinkedHashMap<>();

    static {
        QUESTIONS.put("Executions by agent", """
                SELECT agent_id, count(*) AS executions, count(*) FILTER (WHERE status = 'completed') AS completed,
                       count(*) FILTER (WHERE status = 'failed') AS failed, count(*) FILTER (WHERE status = 'blocked') AS blocked
                FROM agent_executions WHERE workspace_id = ? GROUP BY agent_id ORDER BY agent_id""");
        QUESTIONS.put("Blocked actions by type", """
                SELECT action_type, count(*) AS blocked FROM agent_executions
                WHERE workspace_id = ? AND status = 'blocked' GROUP BY action_type ORDER BY action_type""");
        QUESTIONS.put("Canvas audits by component", """
                SELECT component_type, action, governance_check_passed AS passed, count(*) AS audits FROM canvas_audit
                WHERE workspace_id = ? GROUP BY component_type, action, passed ORDER BY component_type, action, passed""");
        QUESTIONS.put("Maturity distribution", """
                SELECT status, count(*) AS agents, round(avg(confidence_score), 2) AS average_confidence FROM agent_registry
                WHERE workspace_id = ? GROUP BY status ORDER BY average_confidence""");
        QUESTIONS.put("Requests that have an agent, an execution and a decision", """
                SELECT count(*) AS requests, count(a.id) AS with_agent, count(e.id) AS with_execution,
                       count(d.decision_id) AS with_decision
                FROM decisions d FULL JOIN agent_executions e ON e.id = d.execution_id
                LEFT JOIN agent_registry a ON a.id = coalesce(e.agent_id, d.agent_id)
                WHERE coalesce(d.workspace_id, e.workspace_id) = ?""");
    }

    /** Decisions that the steps before make: every request that they send to be decided. */
    private static final long EXPECTED_REQUESTS = 18;

    private final String database;

    /** @param database a JDBC URL with user and password */
    OperatorQueries(String database) {
        this.database = database;
    }

    String title() {
        return "The operator asks the database";
    }

    /**
     * Waits until every execution of this run has ended in the database, then asks and prints.
     *
     * @throws SQLException if the database cannot be reached
     * @throws InterruptedException if the wait is interrupted
     */
    void answer(Scene scene, PrintWriter out) throws SQLException, InterruptedException {
        try (Connection connection = DriverManager.getConnection(database)) {
            await(scene, connection);
            for (Map.Entry<String, String> question : QUESTIONS.entrySet()) {
                out.println(question.getKey());
                out.println();
                out.println(ask(connection, question.getValue(), scene.workspace()));
            }
            scene.expect(
                    "requests in the database", EXPECTED_REQUESTS, number(connection, REQUESTS, scene.workspace()));
            scene.expect(
                    "requests without a finished execution", 0L, number(connection, UNFINISHED, scene.workspace()));
        }
        out.flush();
    }

    private static void await(Scene scene, Connection connection) throws SQLException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline
                && (number(connection, REQUESTS, scene.workspace()) < EXPECTED_REQUESTS
                        || number(connection, UNFINISHED, scene.workspace()) > 0)) {
            Thread.sleep(LOOK_AGAIN);
        }
    }

    private static long number(Connection connection, String sql, String workspace) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, workspace);
            try (ResultSet result = statement.executeQuery()) {
                result.next();
                return result.getLong(1);
            }
        }
    }

    private static TextTable ask(Connection connection, String sql, String workspace) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, workspace);
            try (ResultSet result = statement.executeQuery()) {
                return table(result);
            }
        }
    }

    private static TextTable table(ResultSet result) throws SQLException {
        ResultSetMetaData columns = result.getMetaData();
        String[] cells = new String[columns.getColumnCount()];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = columns.getColumnLabel(i + 1);
        }
        TextTable table = new TextTable(cells);
        while (result.next()) {
            for (int i = 0; i < cells.length; i++) {
                String value = result.getString(i + 1);
                cells[i] = value == null ? "" : value;
            }
            table.row(cells);
        }
        return table;
    }
}
