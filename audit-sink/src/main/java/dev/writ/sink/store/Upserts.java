package dev.writ.sink.store;

import dev.writ.sink.rows.Row;
import dev.writ.sink.rows.Table;
import java.sql.PreparedStatement;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How rows of each table meet those that are there. Each statement takes one JSON array of rows and gives the same table
 * whatever the order and the batches in which rows come, and takes its locks in the order of the key. Conversations and agents come
 * as {@link dev.writ.sink.rows.Folding} leaves them, one row each.
 */
final class Upserts {

    private static final String BEGINS_EARLIER = """
            (excluded.created_at, excluded.first_event_id COLLATE "C") < (s.created_at, s.first_event_id COLLATE "C")""";
    private static final String ENDS_LATER = """
            (excluded.updated_at, excluded.last_event_id COLLATE "C") > (s.updated_at, s.last_event_id COLLATE "C")""";

    private Upserts() {}

    /** Rows of one table, one or more, written down ahead of the transaction. */
    static NewRows.Step of(Table table, List<Row> rows) {
        String json = json(rows);
        return connection -> {
            try (PreparedStatement statement = connection.prepareStatement(into(table))) {
                statement.setString(1, json);
                statement.executeUpdate();
            }
        };
    }

    /** What the statement of a table takes for rows. */
    static String json(List<Row> rows) {
        return rows.stream().map(Row::json).collect(Collectors.joining(",", "[", "]"));
    }

    /** The statement that takes rows of a table; of events, it returns the ids of those that it adds. */
    static String into(Table table) {
        return switch (table) {
            case SINK_EVENTS -> """
                INSERT INTO sink_events
                SELECT * FROM json_populate_recordset(NULL::sink_events, ?::json) ORDER BY event_id
                ON CONFLICT (event_id, occurred_at) DO NOTHING
                RETURNING event_id""";

            case DECISIONS -> """
                INSERT INTO decisions
                SELECT * FROM json_populate_recordset(NULL::decisions, ?::json) ORDER BY decision_id
                ON CONFLICT (decision_id, decided_at) DO NOTHING""";

            // Where start and end differ, the end has the last word, whichever comes first.
            case EXECUTION_STARTS -> """
                INSERT INTO agent_executions AS e
                SELECT DISTINCT ON (id, started_at) * FROM json_populate_recordset(NULL::agent_executions, ?::json)
                ORDER BY id, started_at, started_event_id COLLATE "C"
                ON CONFLICT (id, started_at) DO UPDATE SET
                    parent_execution_id = coalesce(e.parent_execution_id, excluded.parent_execution_id),
                    session_id = coalesce(e.session_id, excluded.session_id),
                    input_summary = coalesce(e.input_summary, excluded.input_summary),
                    metadata = excluded.metadata || e.metadata,
                    started_event_id = excluded.started_event_id
                WHERE e.started_event_id IS NULL""";

            case EXECUTION_ENDS -> """
                INSERT INTO agent_executions AS e
                SELECT DISTINCT ON (id, started_at) * FROM json_populate_recordset(NULL::agent_executions, ?::json)
                ORDER BY id, started_at, completed_at, finished_event_id COLLATE "C"
                ON CONFLICT (id, started_at) DO UPDATE SET
                    agent_id = excluded.agent_id,
                    workspace_id = excluded.workspace_id,
                    decision_id = excluded.decision_id,
                    request_id = excluded.request_id,
                    user_id = excluded.user_id,
                    action_type = excluded.action_type,
                    triggered_by = excluded.triggered_by,
                    status = excluded.status,
                    session_id = coalesce(excluded.session_id, e.session_id),
                    parent_execution_id = coalesce(excluded.parent_execution_id, e.parent_execution_id),
                    input_summary = coalesce(excluded.input_summary, e.input_summary),
                    output_summary = excluded.output_summary,
                    result_summary = excluded.result_summary,
                    error_code = excluded.error_code,
                    error_message = excluded.error_message,
                    completed_at = excluded.completed_at,
                    duration_seconds = excluded.duration_seconds,
                    metadata = e.metadata || excluded.metadata,
                    finished_event_id = excluded.finished_event_id
                WHERE e.finished_event_id IS NULL""";

            case CANVAS_AUDIT -> """
                INSERT INTO canvas_audit
                SELECT * FROM json_populate_recordset(NULL::canvas_audit, ?::json) ORDER BY id""";

            case CHAT_SESSIONS -> """
                INSERT INTO chat_sessions AS s
                SELECT * FROM json_populate_recordset(NULL::chat_sessions, ?::json) ORDER BY id COLLATE "C"
                ON CONFLICT (id) DO UPDATE SET
                    user_id = CASE WHEN %1$s THEN excluded.user_id ELSE s.user_id END,
                    workspace_id = CASE WHEN %1$s THEN excluded.workspace_id ELSE s.workspace_id END,
                    first_event_id = CASE WHEN %1$s THEN excluded.first_event_id ELSE s.first_event_id END,
                    created_at = least(s.created_at, excluded.created_at),
                    agent_id = CASE WHEN %2$s THEN excluded.agent_id ELSE s.agent_id END,
                    last_event_id = CASE WHEN %2$s THEN excluded.last_event_id ELSE s.last_event_id END,
                    updated_at = greatest(s.updated_at, excluded.updated_at),
                    message_count = s.message_count + excluded.message_count""".formatted(BEGINS_EARLIER, ENDS_LATER);

            case AGENT_HISTORY -> """
                INSERT INTO agent_history
                SELECT * FROM json_populate_recordset(NULL::agent_history, ?::json) ORDER BY agent_id, version
                ON CONFLICT (agent_id, updated_at, version) DO NOTHING""";

            case AGENT_REGISTRY -> """
                INSERT INTO agent_registry AS a
                SELECT * FROM json_populate_recordset(NULL::agent_registry, ?::json) ORDER BY id
                ON CONFLICT (id) DO UPDATE SET
                    name = excluded.name,
                    description = excluded.description,
                    category = excluded.category,
                    workspace_id = excluded.workspace_id,
                    status = excluded.status,
                    confidence_score = excluded.confidence_score,
                    version = excluded.version,
                    paused = excluded.paused,
                    maturity_pinned = excluded.maturity_pinned,
                    created_at = excluded.created_at,
                    updated_at = excluded.updated_at,
                    configuration = excluded.configuration
                WHERE a.version < excluded.version""";

            case GOVERNANCE_CHANGES -> """
                INSERT INTO governance_changes
                SELECT * FROM json_populate_recordset(NULL::governance_changes, ?::json) ORDER BY event_id, kind
                ON CONFLICT (event_id, kind) DO NOTHING""";
        };
    }
}
