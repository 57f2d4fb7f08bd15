package dev.writ.sink.rows;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where rows go. The order is that in which a transaction writes them. */
public enum Table {
    /** decisions. */
    DECISIONS("decided_at"),
    /** agent_executions, the row as its start gives it. */
    EXECUTION_STARTS("started_at"),
    /** agent_executions, the row as its end gives it. */
    EXECUTION_ENDS("started_at"),
    /** canvas_audit. */
    CANVAS_AUDIT("created_at"),
    /** chat_sessions, as one request gives it. */
    CHAT_SESSIONS(null),
    /** agent_history. */
    AGENT_HISTORY(null),
    /** agent_registry. */
    AGENT_REGISTRY(null),
    /** governance_changes. */
    GOVERNANCE_CHANGES(null);

    private final Optional<String> partitionedBy;

    Table(@Nullable String partitionedBy) {
        this.partitionedBy = Optional.ofNullable(partitionedBy);
    }

    /** The column of time whose month tells the partition; empty if the table has none. */
    Optional<String> partitionedBy() {
        return partitionedBy;
    }
}
