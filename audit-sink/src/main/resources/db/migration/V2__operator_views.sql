-- The operator's questions.

-- How often each agent acted, and how it ended.
CREATE VIEW executions_by_agent AS
SELECT e.agent_id,
       max(a.name)                                           AS agent_name,
       max(a.status)                                         AS agent_status,
       count(*)                                              AS executions,
       count(*) FILTER (WHERE e.status = 'running')          AS running,
       count(*) FILTER (WHERE e.status = 'completed')        AS completed,
       count(*) FILTER (WHERE e.status = 'failed')           AS failed,
       count(*) FILTER (WHERE e.status = 'cancelled')        AS cancelled,
       count(*) FILTER (WHERE e.status = 'blocked')          AS blocked,
       max(e.started_at)                                     AS last_started_at
FROM agent_executions e
LEFT JOIN agent_registry a ON a.id = e.agent_id
GROUP BY e.agent_id;

-- What was blocked, by action and by who would have been needed.
CREATE VIEW blocked_actions_by_type AS
SELECT e.action_type,
       d.agent_status,
       d.required_status,
       count(*)          AS blocked,
       max(e.started_at) AS last_blocked_at
FROM agent_executions e
LEFT JOIN decisions d ON d.decision_id = e.decision_id
WHERE e.status = 'blocked'
GROUP BY e.action_type, d.agent_status, d.required_status;

-- What was asked of canvases, by what they show.
CREATE VIEW canvas_audits_by_component AS
SELECT component_type,
       component_name,
       action,
       count(*)                                            AS audits,
       count(*) FILTER (WHERE governance_check_passed)     AS passed,
       count(*) FILTER (WHERE NOT governance_check_passed) AS blocked
FROM canvas_audit
GROUP BY component_type, component_name, action;

-- How many agents have each maturity; maturities that nobody has stand with 0.
CREATE VIEW maturity_distribution AS
SELECT m.status,
       m.rank,
       count(a.id)                                                         AS agents,
       round(count(a.id) / nullif(sum(count(a.id)) OVER (), 0), 4)         AS share,
       round(avg(a.confidence_score), 4)                                   AS average_confidence
FROM (VALUES ('STUDENT', 1), ('INTERN', 2), ('SUPERVISED', 3), ('AUTONOMOUS', 4)) AS m (status, rank)
LEFT JOIN agent_registry a ON a.status = m.status
GROUP BY m.status, m.rank;

-- Whether every request has an agent, an execution and a decision: one row. A request is whatever a decision (checks
-- aside, they run nothing) or an execution names. coverage is null while there is none.
CREATE VIEW request_coverage AS
SELECT count(*)                                                        AS requests,
       count(*) FILTER (WHERE has_agent)                               AS with_agent,
       count(*) FILTER (WHERE has_execution)                           AS with_execution,
       count(*) FILTER (WHERE has_decision)                            AS with_decision,
       round(count(*) FILTER (WHERE has_agent AND has_execution AND has_decision)
                 / nullif(count(*), 0)::numeric, 4)                    AS coverage
FROM (SELECT a.id IS NOT NULL          AS has_agent,
             e.id IS NOT NULL          AS has_execution,
             d.decision_id IS NOT NULL AS has_decision
      FROM (SELECT * FROM decisions WHERE kind <> 'CHECK') d
      FULL JOIN agent_executions e ON e.request_id = d.request_id
      LEFT JOIN agent_registry a ON a.id = coalesce(d.agent_id, e.agent_id)) AS request;
