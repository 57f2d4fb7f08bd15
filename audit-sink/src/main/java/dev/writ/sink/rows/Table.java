package dev.writ.sink.rows;

/** Where rows go. The order is that in which a transaction writes them. */
public enum Table {
    /** decisions. */
    DECISIONS,
    /** agent_executions, the row as its start gives it. */
    EXECUTION_STARTS,
    /** agent_executions, the row as its end gives it. */
    EXECUTION_ENDS,
    /** canvas_audit. */
    CANVAS_AUDIT,
    /** chat_sessions, as one request gives it. */
    CHAT_SESSIONS,
    /** agent_history. */
    AGENT_HISTORY,
    /** agent_registry. */
    AGENT_REGISTRY,
    /** governance_changes. */
    GOVERNANCE_CHANGES
}
