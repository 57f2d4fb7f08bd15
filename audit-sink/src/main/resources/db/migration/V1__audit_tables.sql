-- What the audit trail says, as tables. Every row follows from records of writ.audit alone, so that dropping all of it
-- and reading the log again gives the same rows. There are no foreign keys: the partitions of the log are read
-- independently, so a row may come before the one it names.
-- Words of the events stand as they are there (CHAT, ALLOWED, ENFORCED, STUDENT); agent_executions.status and
-- .triggered_by and canvas_audit.action and .component_* are lower-case, as users of the predecessor know them.
-- Text that PostgreSQL cannot hold (U+0000, lone surrogates) is escaped as in JSON, see StorableText.

-- Agents as they are now: the highest version seen.
CREATE TABLE agent_registry (
    id               text PRIMARY KEY,
    name             text          NOT NULL,
    description      text,
    category         text,
    workspace_id     text          NOT NULL,
    status           text          NOT NULL CHECK (status IN ('STUDENT', 'INTERN', 'SUPERVISED', 'AUTONOMOUS')),
    confidence_score numeric(5, 4) NOT NULL CHECK (confidence_score BETWEEN 0 AND 1),
    version          bigint        NOT NULL,
    paused           boolean       NOT NULL,
    maturity_pinned  boolean       NOT NULL,
    created_at       timestamptz   NOT NULL,
    updated_at       timestamptz   NOT NULL,
    configuration    jsonb         NOT NULL
);
CREATE INDEX agent_registry_by_workspace ON agent_registry (workspace_id);

-- Agents as they ever were: one row a version.
CREATE TABLE agent_history (
    agent_id         text          NOT NULL,
    version          bigint        NOT NULL,
    name             text          NOT NULL,
    description      text,
    category         text,
    workspace_id     text          NOT NULL,
    status           text          NOT NULL CHECK (status IN ('STUDENT', 'INTERN', 'SUPERVISED', 'AUTONOMOUS')),
    confidence_score numeric(5, 4) NOT NULL CHECK (confidence_score BETWEEN 0 AND 1),
    paused           boolean       NOT NULL,
    maturity_pinned  boolean       NOT NULL,
    created_at       timestamptz   NOT NULL,
    updated_at       timestamptz   NOT NULL,
    configuration    jsonb         NOT NULL,
    change           text          NOT NULL,
    changed_by       text          NOT NULL,
    actor            text          NOT NULL,
    event_id         text          NOT NULL,
    PRIMARY KEY (agent_id, version)
);

-- One row a request that was decided.
CREATE TABLE decisions (
    decision_id             text PRIMARY KEY,
    request_id              text          NOT NULL UNIQUE,
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
    event_id                text          NOT NULL
);
CREATE INDEX decisions_by_execution ON decisions (execution_id);
CREATE INDEX decisions_by_agent ON decisions (agent_id, decided_at);
CREATE INDEX decisions_by_decided_at ON decisions (decided_at);

-- One row an execution: written by its start, completed by its end, in either order.
CREATE TABLE agent_executions (
    id                  text PRIMARY KEY,
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
    finished_event_id   text
) WITH (fillfactor = 80);
CREATE INDEX agent_executions_by_agent ON agent_executions (agent_id, workspace_id);
CREATE INDEX agent_executions_by_started_at ON agent_executions (started_at);
CREATE INDEX agent_executions_by_request ON agent_executions (request_id);

-- One row for whatever was asked of a canvas, also when it was blocked. The id is that of the event.
CREATE TABLE canvas_audit (
    id                      text PRIMARY KEY,
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
    created_at              timestamptz NOT NULL
);
CREATE INDEX canvas_audit_by_workspace ON canvas_audit (workspace_id);
CREATE INDEX canvas_audit_by_agent ON canvas_audit (agent_id);
CREATE INDEX canvas_audit_by_user ON canvas_audit (user_id);
CREATE INDEX canvas_audit_by_created_at ON canvas_audit (created_at);

-- One row a conversation. Owner and workspace are those of its earliest request, the agent that of its latest; the
-- event ids decide between requests of one millisecond, so that the order of reading makes no difference.
CREATE TABLE chat_sessions (
    id             text PRIMARY KEY,
    user_id        text        NOT NULL,
    workspace_id   text        NOT NULL,
    agent_id       text        NOT NULL,
    title          text,
    message_count  bigint      NOT NULL,
    created_at     timestamptz NOT NULL,
    updated_at     timestamptz NOT NULL,
    first_event_id text        NOT NULL,
    last_event_id  text        NOT NULL
) WITH (fillfactor = 80);
CREATE INDEX chat_sessions_by_user ON chat_sessions (user_id);

-- Changes of what governs: the agents of sessions and workspaces, policies, controls.
CREATE TABLE governance_changes (
    event_id    text        NOT NULL,
    kind        text        NOT NULL CHECK (kind IN ('session', 'workspace', 'policy', 'control')),
    key         text        NOT NULL,
    actor       text        NOT NULL,
    detail      jsonb       NOT NULL,
    occurred_at timestamptz NOT NULL,
    PRIMARY KEY (event_id, kind)
);
CREATE INDEX governance_changes_by_key ON governance_changes (kind, key, occurred_at);

-- Every event that was written, with the SHA-256 of its record's value and where that record is. An event id is
-- written once.
CREATE TABLE sink_events (
    event_id    text PRIMARY KEY,
    type        text        NOT NULL,
    occurred_at timestamptz NOT NULL,
    digest      bytea       NOT NULL,
    topic       text        NOT NULL,
    partition   integer     NOT NULL,
    log_offset  bigint      NOT NULL
);

-- The next offset to read of each partition; moves in the transaction that writes the rows.
CREATE TABLE sink_offsets (
    topic       text    NOT NULL,
    partition   integer NOT NULL,
    next_offset bigint  NOT NULL,
    PRIMARY KEY (topic, partition)
) WITH (fillfactor = 50);
