package dev.writ.sink.rows;

import static dev.writ.sink.rows.Column.Type.BIGINT;
import static dev.writ.sink.rows.Column.Type.BOOLEAN;
import static dev.writ.sink.rows.Column.Type.BYTES;
import static dev.writ.sink.rows.Column.Type.INTEGER;
import static dev.writ.sink.rows.Column.Type.JSON;
import static dev.writ.sink.rows.Column.Type.NUMERIC;
import static dev.writ.sink.rows.Column.Type.TEXT;
import static dev.writ.sink.rows.Column.Type.TEXTS;
import static dev.writ.sink.rows.Column.Type.TIME;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The columns of a table that events give values to, in the order of a row's values; any other column stays null. */
public final class Shape {

    static final Shape SINK_EVENTS = new Shape()
            .with(TEXT, "event_id", "type")
            .with(TIME, "occurred_at")
            .with(BYTES, "digest")
            .with(TEXT, "topic")
            .with(INTEGER, "partition")
            .with(BIGINT, "log_offset");

    static final Shape DECISIONS = new Shape()
            .with(TEXT, "decision_id", "request_id", "execution_id", "parent_execution_id", "kind", "user_id")
            .with(TEXT, "session_id", "workspace_id", "agent_id", "agent_name", "agent_status")
            .with(BOOLEAN, "agent_paused")
            .with(TEXT, "action")
            .with(INTEGER, "action_complexity")
            .with(BOOLEAN, "action_known")
            .with(TEXT, "required_status", "verdict")
            .with(BOOLEAN, "allowed", "rule_allows", "requires_human_approval")
            .with(TEXT, "reason")
            .with(NUMERIC, "confidence_score")
            .with(TEXTS, "resolution_path")
            .with(TEXT, "policy_id")
            .with(BIGINT, "policy_version", "agent_version")
            .with(TEXT, "mode", "cache")
            .with(JSON, "control")
            .with(TEXT, "cause")
            .with(JSON, "errors")
            .with(TEXT, "canvas_id", "component", "canvas_action")
            .with(TIME, "decided_at")
            .with(TEXT, "request_hash", "origin_topic")
            .with(INTEGER, "origin_partition")
            .with(BIGINT, "origin_offset")
            .with(TEXT, "event_id");

    static final Shape AGENT_EXECUTIONS = new Shape()
            .with(TEXT, "id", "agent_id", "workspace_id", "action_type", "status", "input_summary", "output_summary")
            .with(TEXT, "triggered_by", "parent_execution_id")
            .with(TIME, "started_at", "completed_at")
            .with(NUMERIC, "duration_seconds")
            .with(TEXT, "result_summary", "error_code", "error_message")
            .with(JSON, "metadata")
            .with(TEXT, "decision_id", "request_id", "session_id", "user_id", "started_event_id", "finished_event_id");

    static final Shape CANVAS_AUDIT = new Shape()
            .with(TEXT, "id", "workspace_id", "agent_id", "agent_execution_id", "user_id", "canvas_id")
            .with(TEXT, "component_type", "component_name", "action")
            .with(JSON, "metadata")
            .with(BOOLEAN, "governance_check_passed")
            .with(TIME, "created_at");

    static final Shape CHAT_SESSIONS = new Shape()
            .with(TEXT, "id", "user_id", "workspace_id", "agent_id")
            .with(BIGINT, "message_count")
            .with(TIME, "created_at", "updated_at")
            .with(TEXT, "first_event_id", "last_event_id");

    static final Shape AGENT_REGISTRY = new Shape().with(TEXT, "id").withAgent();

    static final Shape AGENT_HISTORY =
            new Shape().with(TEXT, "agent_id").withAgent().with(TEXT, "change", "changed_by", "actor", "event_id");

    static final Shape GOVERNANCE_CHANGES = new Shape()
            .with(TEXT, "event_id", "kind", "key", "actor")
            .with(JSON, "detail")
            .with(TIME, "occurred_at");

    private final List<Column> columns = new ArrayList<>();
    private final List<Column> readOnly = Collections.unmodifiableList(columns);
    private final Map<String, Integer> places = new HashMap<>();

    private Shape() {}

    private Shape with(Column.Type type, String... names) {
        for (String name : names) {
            places.put(name, columns.size());
            columns.add(new Column(name, type));
        }
        return this;
    }

    /** What an agent is. */
    private Shape withAgent() {
        return with(TEXT, "name", "description", "category", "workspace_id", "status")
                .with(NUMERIC, "confidence_score")
                .with(BIGINT, "version")
                .with(BOOLEAN, "paused", "maturity_pinned")
                .with(TIME, "created_at", "updated_at")
                .with(JSON, "configuration");
    }

    /** The columns. */
    public List<Column> columns() {
        return readOnly;
    }

    /**
     * Where in a row the value of a column is, from 0.
     *
     * @throws IllegalStateException if there is no such column
     */
    public int place(String column) {
        Integer place = places.get(column);
        if (place == null) {
            throw new IllegalStateException("no column is called " + column + ": there are " + places.keySet());
        }
        return place;
    }
}
