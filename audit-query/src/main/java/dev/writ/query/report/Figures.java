package dev.writ.query.report;

import dev.writ.schemas.Topics;

/**
 * The SQL of every figure of the report, as docs/queries.md defines them. Parameters: {@code :from} and {@code :to} bound the
 * period as far as the tables are kept, {@code :told} is where in it ends begin whose starts are kept as well, {@code :due} is the time before which executions must have ended, and {@code :early} and {@code :late} are a day
 * outside of the period: what belongs to a row of the period is looked for between them, so that partitions far away are not
 * read. No figure rests on a unique constraint.
 */
final class Figures {

    /** The first moment that retention has kept; null if it has taken nothing. */
    static final String KEPT_FROM = "SELECT horizon::timestamp AT TIME ZONE 'UTC' AS kept_from FROM sink_retention";

    /** Decisions by what they have in common. */
    static final String DECISIONS = """
            SELECT kind, verdict, mode, cache, count(*) AS decisions
            FROM decisions
            WHERE decided_at >= :from AND decided_at < :to
            GROUP BY kind, verdict, mode, cache""";

    /** Executions by their status. */
    static final String EXECUTIONS = """
            SELECT status, count(*) AS executions
            FROM agent_executions
            WHERE started_at >= :from AND started_at < :to
            GROUP BY status""";

    /** The newest decision that the sink has written, of any period. */
    static final String NEWEST_DECISION = "SELECT max(decided_at) AS newest FROM decisions";

    /** How far the tables reach in each partition of the audit. */
    static final String REACHED =
            "SELECT partition, next_offset FROM sink_offsets WHERE topic = '" + Topics.AUDIT.name() + "'";

    /** Executions that ran without a decision that let them run. */
    static final String UNGOVERNED = """
            SELECT count(*)
            FROM agent_executions e
            WHERE e.started_at >= :from AND e.started_at < :to
              AND e.status <> 'blocked'
              AND NOT EXISTS (SELECT FROM decisions d
                              WHERE d.decision_id = e.decision_id AND d.execution_id = e.id AND d.verdict <> 'BLOCKED'
                                AND d.decided_at >= :early AND d.decided_at < :late)""";

    /** Decisions that let an action run, by what became of it: no execution, one without an end, or all is well. */
    static final String CARRIED_OUT = """
            SELECT count(*) FILTER (WHERE d.decided_at < :due AND e.id IS NULL)  AS without_execution,
                   count(*) FILTER (WHERE d.decided_at < :due AND e.running)     AS without_end,
                   count(*) FILTER (WHERE d.decided_at >= :due AND (e.id IS NULL OR e.running)) AS not_due
            FROM decisions d
            LEFT JOIN (SELECT id, bool_and(status = 'running') AS running
                       FROM agent_executions
                       WHERE started_at >= :early AND started_at < :late
                       GROUP BY id) e ON e.id = d.execution_id
            WHERE d.decided_at >= :from AND d.decided_at < :to
              AND d.verdict <> 'BLOCKED' AND d.kind <> 'CHECK' AND d.errors = '[]'::jsonb""";

    /** Decisions that rows name, and those whose event is written. */
    static final String DECIDED_AUDITS = """
            SELECT count(*) AS expected, count(written.decision_id) AS written
            FROM (SELECT decision_id FROM decisions WHERE decided_at >= :from AND decided_at < :to
                  UNION
                  SELECT decision_id FROM agent_executions WHERE started_at >= :from AND started_at < :to) named
            LEFT JOIN (SELECT DISTINCT d.decision_id
                       FROM decisions d
                       JOIN sink_events s ON s.event_id = d.event_id
                       WHERE s.type = 'dev.writ.action.decided'
                         AND d.decided_at >= :early AND d.decided_at < :late
                         AND s.occurred_at >= :early AND s.occurred_at < :late) written USING (decision_id)""";

    /** Events of decisions that no decision stands for. */
    static final String DECIDED_WITHOUT_ROW = """
            SELECT count(*)
            FROM sink_events s
            WHERE s.type = 'dev.writ.action.decided' AND s.occurred_at >= :from AND s.occurred_at < :to
              AND NOT EXISTS (SELECT FROM decisions d
                              WHERE d.event_id = s.event_id AND d.decided_at >= :early AND d.decided_at < :late)""";

    /** Executions that ran and have, or must have, ended, and those whose end is written. */
    static final String FINISHED_AUDITS = """
            SELECT count(*) AS expected, count(written.event_id) AS written
            FROM agent_executions e
            LEFT JOIN sink_events written ON written.event_id = e.finished_event_id
                AND written.occurred_at = e.completed_at AND written.type = 'dev.writ.execution.finished'
            WHERE e.started_at >= :from AND e.started_at < :to
              AND e.status <> 'blocked'
              AND (e.status <> 'running' OR e.started_at < :due)""";

    /** Events of ends that no execution stands for. Work waits for a worker for a week at most: so long is it in its topic. */
    static final String FINISHED_WITHOUT_ROW = """
            SELECT count(*)
            FROM sink_events s
            WHERE s.type = 'dev.writ.execution.finished' AND s.occurred_at >= :told AND s.occurred_at < :to
              AND NOT EXISTS (SELECT FROM agent_executions e
                              WHERE e.finished_event_id = s.event_id
                                AND e.started_at >= :early - interval '7 days' AND e.started_at < :late)""";

    /** Decisions about canvases, and those that stand in the canvas audit. */
    static final String CANVAS_AUDITS = """
            SELECT count(*) AS expected, count(written.id) AS written
            FROM decisions d
            LEFT JOIN (SELECT DISTINCT id FROM canvas_audit
                       WHERE created_at >= :early AND created_at < :late) written ON written.id = d.event_id
            WHERE d.decided_at >= :from AND d.decided_at < :to AND d.canvas_id IS NOT NULL""";

    /** Rows of the canvas audit that no decision stands for. */
    static final String CANVAS_WITHOUT_ROW = """
            SELECT count(*)
            FROM canvas_audit c
            WHERE c.created_at >= :from AND c.created_at < :to
              AND NOT EXISTS (SELECT FROM decisions d
                              WHERE d.event_id = c.id AND d.decided_at >= :early AND d.decided_at < :late)""";

    private Figures() {}
}
