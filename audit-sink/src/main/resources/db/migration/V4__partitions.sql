-- What grows is partitioned by the month in which it happened, in UTC, so that old months are dropped whole. The sink makes the
-- partitions (decisions_2026_11). A unique key must hold the time; events of one id have one time, see RATIONALE.md.

-- The first month that is kept: null as long as nothing was dropped. What happened before is not written any more.
CREATE TABLE sink_retention (
    single  boolean PRIMARY KEY DEFAULT true CHECK (single),
    horizon date
);
INSERT INTO sink_retention DEFAULT VALUES;

ALTER TABLE decisions RENAME TO decisions_unpartitioned;
ALTER TABLE agent_executions RENAME TO agent_executions_unpartitioned;
ALTER TABLE canvas_audit RENAME TO canvas_audit_unpartitioned;
ALTER TABLE sink_events RENAME TO sink_events_unpartitioned;

-- Names of indexes and constraints are one of a kind in a schema.
DO $$
DECLARE
    old record;
BEGIN
    FOR old IN SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
        WHERE i.indrelid IN ('decisions_unpartitioned'::regclass, 'agent_executions_unpartitioned'::regclass,
            'canvas_audit_unpartitioned'::regclass, 'sink_events_unpartitioned'::regclass)
    LOOP
        EXECUTE format('ALTER INDEX %I RENAME TO %I', old.relname, 'old_' || old.relname);
    END LOOP;
END $$;

CREATE TABLE decisions (
    decision_id             text NOT NULL,
    request_id              text          NOT NULL,
    execution_id            text,
    parent_execution_id     text,
    kind                    text          NOT NULL,
    user_id                 text          NOT NULL,
    session_id              text,
    workspace_id            text          NOT NULL,
    agent_id                text          NOT NULL,
    agent_name              text          NOT NULL,
    agent_status            text          NOT NULL,
    agent_paused            boolean       NOT NULL,
    action                  text          NOT NULL,
    action_complexity       integer       NOT NULL,
    action_known            boolean       NOT NULL,
    required_status         text          NOT NULL,
    verdict                 text          NOT NULL,
    allowed                 boolean       NOT NULL,
    rule_allows             boolean       NOT NULL,
    requires_human_approval boolean       NOT NULL,
    reason                  text          NOT NULL,
    confidence_score        numeric(5, 4) NOT NULL,
    resolution_path         text[]        NOT NULL,
    policy_id               text          NOT NULL,
    policy_version          bigint        NOT NULL,
    agent_version           bigint        NOT NULL,
    mode                    text          NOT NULL,
    cache                   text          NOT NULL,
    control                 jsonb,
    cause                   text,
    errors                  jsonb         NOT NULL,
    canvas_id               text,
    component               text,
    canvas_action           text,
    decided_at              timestamptz   NOT NULL,
    request_hash            text,
    origin_topic            text          NOT NULL,
    origin_partition        integer       NOT NULL,
    origin_offset           bigint        NOT NULL,
    event_id                text          NOT NULL,
    PRIMARY KEY (decision_id, decided_at),
    UNIQUE (request_id, decided_at)
) PARTITION BY RANGE (decided_at);
CREATE INDEX decisions_by_execution ON decisions (execution_id);
CREATE INDEX decisions_by_agent ON decisions (agent_id, decided_at);
CREATE INDEX decisions_by_decided_at ON decisions (decided_at);

CREATE TABLE agent_executions (
    id                  text NOT NULL,
    agent_id            text        NOT NULL,
    workspace_id        text        NOT NULL,
    action_type         text        NOT NULL,
    status              text        NOT NULL
        CHECK (status IN ('running', 'completed', 'failed', 'cancelled', 'blocked')),
    input_summary       text,
    output_summary      text,
    triggered_by        text        NOT NULL
        CHECK (triggered_by IN ('chat', 'canvas', 'form_submission', 'llm_stream')),
    parent_execution_id text,
    started_at          timestamptz NOT NULL,
    completed_at        timestamptz,
    duration_seconds    numeric,
    result_summary      text,
    error_code          text,
    error_message       text,
    metadata            jsonb       NOT NULL,
    decision_id         text        NOT NULL,
    request_id          text        NOT NULL,
    session_id          text,
    user_id             text        NOT NULL,
    started_event_id    text,
    finished_event_id   text,
    PRIMARY KEY (id, started_at)
) PARTITION BY RANGE (started_at);
CREATE INDEX agent_executions_by_agent ON agent_executions (agent_id, workspace_id);
CREATE INDEX agent_executions_by_started_at ON agent_executions (started_at);
CREATE INDEX agent_executions_by_request ON agent_executions (request_id);

CREATE TABLE canvas_audit (
    id                      text NOT NULL,
    workspace_id            text,
    agent_id                text,
    agent_execution_id      text,
    user_id                 text,
    canvas_id               text        NOT NULL,
    component_type          text,
    component_name          text,
    action                  text        NOT NULL CHECK (action IN ('present', 'close', 'submit')),
    metadata                jsonb       NOT NULL,
    governance_check_passed boolean     NOT NULL,
    created_at              timestamptz NOT NULL,
    PRIMARY KEY (id, created_at)
) PARTITION BY RANGE (created_at);
CREATE INDEX canvas_audit_by_workspace ON canvas_audit (workspace_id);
CREATE INDEX canvas_audit_by_agent ON canvas_audit (agent_id);
CREATE INDEX canvas_audit_by_user ON canvas_audit (user_id);
CREATE INDEX canvas_audit_by_created_at ON canvas_audit (created_at);

CREATE TABLE sink_events (
    event_id    text NOT NULL,
    type        text        NOT NULL,
    occurred_at timestamptz NOT NULL,
    digest      bytea       NOT NULL,
    topic       text        NOT NULL,
    partition   integer     NOT NULL,
    log_offset  bigint      NOT NULL,
    PRIMARY KEY (event_id, occurred_at)
) PARTITION BY RANGE (occurred_at);

-- The rows and the rights that were there go over.
DO $$
DECLARE
    moved record;
    part  record;
    given record;
BEGIN
    FOR moved IN SELECT * FROM (VALUES ('decisions', 'decided_at', ''), ('agent_executions', 'started_at', ' WITH (fillfactor = 80)'),
        ('canvas_audit', 'created_at', ''), ('sink_events', 'occurred_at', '')) AS t (name, time, options)
    LOOP
        FOR part IN EXECUTE format('SELECT DISTINCT date_trunc(''month'', %I, ''UTC'') AS month FROM %I',
            moved.time, moved.name || '_unpartitioned')
        LOOP
            EXECUTE format('CREATE TABLE %I PARTITION OF %I FOR VALUES FROM (%L) TO (%L)' || moved.options,
                moved.name || to_char(part.month AT TIME ZONE 'UTC', '_YYYY_MM'), moved.name, part.month,
                (part.month AT TIME ZONE 'UTC' + interval '1 month') AT TIME ZONE 'UTC');
        END LOOP;
        EXECUTE format('INSERT INTO %I SELECT * FROM %I', moved.name, moved.name || '_unpartitioned');
        FOR given IN SELECT a.grantee, a.privilege_type FROM pg_class c, aclexplode(c.relacl) a
            WHERE c.oid = (moved.name || '_unpartitioned')::regclass AND a.grantee <> c.relowner
        LOOP
            EXECUTE format('GRANT %s ON %I TO %s', given.privilege_type, moved.name,
                CASE given.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(given.grantee)) END);
        END LOOP;
    END LOOP;
END $$;

-- The views of V2, on the new tables.
CREATE OR REPLACE VIEW executions_by_agent AS
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

CREATE OR REPLACE VIEW blocked_actions_by_type AS
SELECT e.action_type,
       d.agent_status,
       d.required_status,
       count(*)          AS blocked,
       max(e.started_at) AS last_blocked_at
FROM agent_executions e
LEFT JOIN decisions d ON d.decision_id = e.decision_id
WHERE e.status = 'blocked'
GROUP BY e.action_type, d.agent_status, d.required_status;

CREATE OR REPLACE VIEW canvas_audits_by_component AS
SELECT component_type,
       component_name,
       action,
       count(*)                                            AS audits,
       count(*) FILTER (WHERE governance_check_passed)     AS passed,
       count(*) FILTER (WHERE NOT governance_check_passed) AS blocked
FROM canvas_audit
GROUP BY component_type, component_name, action;

CREATE OR REPLACE VIEW request_coverage AS
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

DROP TABLE decisions_unpartitioned;
DROP TABLE agent_executions_unpartitioned;
DROP TABLE canvas_audit_unpartitioned;
DROP TABLE sink_events_unpartitioned;
