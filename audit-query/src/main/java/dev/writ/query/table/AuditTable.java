package dev.writ.query.table;

import static dev.writ.query.table.Column.Kind.FLAG;
import static dev.writ.query.table.Column.Kind.JSON;
import static dev.writ.query.table.Column.Kind.NUMBER;
import static dev.writ.query.table.Column.Kind.TEXT;
import static dev.writ.query.table.Column.Kind.TEXTS;
import static dev.writ.query.table.Column.Kind.TIME;

import dev.writ.query.table.Column.Kind;
import dev.writ.query.table.Filter.Flags;
import dev.writ.query.table.Filter.Identifiers;
import dev.writ.query.table.Filter.Texts;
import dev.writ.query.table.Filter.Values;
import dev.writ.query.table.Filter.Words;
import java.util.ArrayList;
import java.util.List;

/**
 * What can be asked. Rows stand in the order of a time and an id, neither of which ever changes, so that pages fit together.
 * Columns are listed and not taken from the database: what a later version adds is shown once someone has decided so.
 */
public final class AuditTable {

    private static final Words MATURITIES = new Words(List.of("STUDENT", "INTERN", "SUPERVISED", "AUTONOMOUS"));

    /** What was done. */
    public static final AuditTable EXECUTIONS = new AuditTable("executions", "agent_executions", "started_at", "id")
            .show(TEXT, "id", "agent_id", "workspace_id", "user_id", "session_id", "action_type", "status")
            .show(TEXT, "triggered_by", "parent_execution_id")
            .show(TIME, "started_at", "completed_at")
            .show(NUMBER, "duration_seconds")
            .show(TEXT, "input_summary", "output_summary", "result_summary", "error_code", "error_message")
            .show(JSON, "metadata")
            .show(TEXT, "decision_id", "request_id")
            .filter("agent_id", "workspace_id", "user_id", "session_id", "decision_id", "request_id")
            .filter("parent_execution_id")
            .filter("execution_id", "id", new Identifiers())
            .filter("action", "action_type", new Texts())
            .filter("status", "status", new Words(List.of("running", "completed", "failed", "cancelled", "blocked")))
            .filter(
                    "triggered_by",
                    "triggered_by",
                    new Words(List.of("chat", "canvas", "form_submission", "llm_stream")));

    /** What was decided. */
    public static final AuditTable DECISIONS = new AuditTable("decisions", "decisions", "decided_at", "decision_id")
            .show(TEXT, "decision_id", "request_id", "execution_id", "parent_execution_id", "kind", "user_id")
            .show(TEXT, "session_id", "workspace_id", "agent_id", "agent_name", "agent_status")
            .show(FLAG, "agent_paused")
            .show(TEXT, "action")
            .show(NUMBER, "action_complexity")
            .show(FLAG, "action_known")
            .show(TEXT, "required_status", "verdict")
            .show(FLAG, "allowed", "rule_allows", "requires_human_approval")
            .show(TEXT, "reason")
            .show(NUMBER, "confidence_score")
            .show(TEXTS, "resolution_path")
            .show(TEXT, "policy_id")
            .show(NUMBER, "policy_version", "agent_version")
            .show(TEXT, "mode", "cache")
            .show(JSON, "control")
            .show(TEXT, "cause")
            .show(JSON, "errors")
            .show(TEXT, "canvas_id", "component", "canvas_action")
            .show(TIME, "decided_at")
            .show(TEXT, "request_hash", "origin_topic")
            .show(NUMBER, "origin_partition", "origin_offset")
            .filter("agent_id", "workspace_id", "user_id", "session_id", "decision_id", "request_id", "execution_id")
            .filter("parent_execution_id", "canvas_id")
            .filter("action", "action", new Texts())
            .filter("verdict", "verdict", new Words(List.of("ALLOWED", "BLOCKED", "BYPASSED")))
            .filter("allowed", "allowed", new Flags())
            .filter("mode", "mode", new Words(List.of("ENFORCED", "FLAG_OFF", "BYPASS", "DEGRADED")))
            .filter("kind", "kind", new Words(List.of("CHAT", "CANVAS", "FORM", "CHECK")))
            .filter("cache", "cache", new Words(List.of("HIT", "MISS")));

    /** What was asked of canvases. */
    public static final AuditTable CANVAS = new AuditTable("canvas", "canvas_audit", "created_at", "id")
            .show(TEXT, "id", "workspace_id", "agent_id", "agent_execution_id", "user_id", "canvas_id")
            .show(TEXT, "component_type", "component_name", "action")
            .show(JSON, "metadata")
            .show(FLAG, "governance_check_passed")
            .show(TIME, "created_at")
            .filter("agent_id", "workspace_id", "user_id", "canvas_id")
            .filter("execution_id", "agent_execution_id", new Identifiers())
            .filter("action", "action", new Words(List.of("present", "close", "submit")))
            .filter("component_type", "component_type", new Words(List.of("chart", "markdown", "status_panel", "form")))
            .filter("allowed", "governance_check_passed", new Flags());

    /** Agents as they are now. */
    public static final AuditTable AGENTS = new AuditTable("agents", "agent_registry", "created_at", "id")
            .show(TEXT, "id")
            .showAgent()
            .filter("workspace_id")
            .filter("agent_id", "id", new Identifiers())
            .filter("category", "category", new Texts())
            .filter("status", "status", MATURITIES)
            .filter("paused", "paused", new Flags());

    /** Agents as they were, in the months that are kept. */
    public static final AuditTable AGENT_HISTORY = new AuditTable("history", "agent_history", "updated_at", "event_id")
            .show(TEXT, "agent_id")
            .showAgent()
            .show(TEXT, "change", "changed_by", "actor", "event_id")
            .filter("agent_id")
            .filter("status", "status", MATURITIES)
            .filter("paused", "paused", new Flags());

    private final String name;
    private final String table;
    private final String time;
    private final String id;
    private final List<Column> columns;
    private final List<Filter> filters;

    private AuditTable(String name, String table, String time, String id) {
        this(name, table, time, id, List.of(), List.of());
    }

    private AuditTable(String name, String table, String time, String id, List<Column> columns, List<Filter> filters) {
        this.name = name;
        this.table = table;
        this.time = time;
        this.id = id;
        this.columns = List.copyOf(columns);
        this.filters = List.copyOf(filters);
    }

    /** What answers call its rows. */
    public String name() {
        return name;
    }

    /** The table's name in the database. */
    public String table() {
        return table;
    }

    /** The column whose time orders the rows. */
    public String time() {
        return time;
    }

    /** The column that orders the rows of one time. */
    public String id() {
        return id;
    }

    /** What is shown, in order. */
    public List<Column> columns() {
        return columns;
    }

    /** What can be asked for. */
    public List<Filter> filters() {
        return filters;
    }

    private AuditTable showAgent() {
        return show(TEXT, "name", "description", "category", "workspace_id", "status")
                .show(NUMBER, "confidence_score", "version")
                .show(FLAG, "paused", "maturity_pinned")
                .show(TIME, "created_at", "updated_at")
                .show(JSON, "configuration");
    }

    private AuditTable show(Kind kind, String... names) {
        List<Column> all = new ArrayList<>(columns);
        for (String column : names) {
            all.add(new Column(column, kind));
        }
        return new AuditTable(name, table, time, id, all, filters);
    }

    private AuditTable filter(String... identifiers) {
        AuditTable more = this;
        for (String column : identifiers) {
            more = more.filter(column, column, new Identifiers());
        }
        return more;
    }

    private AuditTable filter(String parameter, String column, Values values) {
        List<Filter> all = new ArrayList<>(filters);
        all.add(new Filter(parameter, column, values));
        return new AuditTable(name, table, time, id, columns, all);
    }
}
