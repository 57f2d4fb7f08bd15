package dev.writ.sink.rows;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where rows go. The order is that in which a transaction writes them. */
public enum Table {
    /** sink_events. */
    SINK_EVENTS("sink_events", "occurred_at"),
    /** decisions. */
    DECISIONS("decisions", "decided_at"),
    /** agent_executions, the row as its start gives it. */
    EXECUTION_STARTS("agent_executions", "started_at"),
    /** agent_executions, the row as its end gives it. */
    EXECUTION_ENDS("agent_executions", "started_at"),
    /** canvas_audit. */
    CANVAS_AUDIT("canvas_audit", "created_at"),
    /** chat_sessions, as one request gives it. */
    CHAT_SESSIONS("chat_sessions", null),
    /** agent_history. */
    AGENT_HISTORY("agent_history", "updated_at"),
    /** agent_registry. */
    AGENT_REGISTRY("agent_registry", null),
    /** governance_changes. */
    GOVERNANCE_CHANGES("governance_changes", null);

    private final String sqlName;
    private final Optional<String> partitionedBy;

    Table(String sqlName, @Nullable String partitionedBy) {
        this.sqlName = sqlName;
        this.partitionedBy = Optional.ofNullable(partitionedBy);
    }

    /** The table's name in PostgreSQL. */
    public String sqlName() {
        return sqlName;
    }

    /** Its columns. */
    public Shape shape() {
        return switch (this) {
            case SINK_EVENTS -> Shape.SINK_EVENTS;
            case DECISIONS -> Shape.DECISIONS;
            case EXECUTION_STARTS, EXECUTION_ENDS -> Shape.AGENT_EXECUTIONS;
            case CANVAS_AUDIT -> Shape.CANVAS_AUDIT;
            case CHAT_SESSIONS -> Shape.CHAT_SESSIONS;
            case AGENT_HISTORY -> Shape.AGENT_HISTORY;
            case AGENT_REGISTRY -> Shape.AGENT_REGISTRY;
            case GOVERNANCE_CHANGES -> Shape.GOVERNANCE_CHANGES;
        };
    }

    /** The column of time whose month tells the partition; empty if the table has none. */
    Optional<String> partitionedBy() {
        return partitionedBy;
    }
}
