-- What persons wrote and what they were answered, encrypted under a key of the person's own. None of it follows from the
-- audit: dropping these tables loses it, so a rebuild of the other tables leaves them.

-- The living key of each subject, encrypted with the key-encryption key of sink.personal.key.file. Generations count the
-- keys that a subject has had.
CREATE TABLE subject_keys (
    subject     text PRIMARY KEY,
    generation  bigint      NOT NULL,
    nonce       bytea       NOT NULL,
    wrapped_key bytea       NOT NULL,
    created_at  timestamptz NOT NULL
);

-- One row a record of a topic with texts. The ciphertext is that of the record's value, whole, as it came.
CREATE TABLE personal_texts (
    topic        text        NOT NULL,
    partition    integer     NOT NULL,
    log_offset   bigint      NOT NULL,
    kind         text        NOT NULL CHECK (kind IN ('chat', 'canvas', 'form', 'answer')),
    subject      text        NOT NULL,
    generation   bigint      NOT NULL,
    execution_id text,
    recorded_at  timestamptz NOT NULL,
    nonce        bytea       NOT NULL,
    ciphertext   bytea       NOT NULL,
    PRIMARY KEY (topic, partition, log_offset)
);
CREATE INDEX personal_texts_by_subject ON personal_texts (subject);
CREATE INDEX personal_texts_by_execution ON personal_texts (execution_id);
CREATE INDEX personal_texts_by_time ON personal_texts (recorded_at);

-- What was erased. A row without published_at has no entry in the audit yet. Texts of up to barrier_at are not stored any more:
-- it is later than erased_at where the subject was to be erased again, and nothing had been stored since.
CREATE TABLE erasures (
    event_id     text PRIMARY KEY,
    subject      text        NOT NULL,
    generation   bigint      NOT NULL,
    texts        bigint      NOT NULL,
    reason       text        NOT NULL,
    actor        text        NOT NULL,
    erased_at    timestamptz NOT NULL,
    barrier_at   timestamptz NOT NULL,
    published_at timestamptz,
    UNIQUE (subject, generation)
);

-- The entry of an erasure is a change like the others.
ALTER TABLE governance_changes DROP CONSTRAINT IF EXISTS governance_changes_kind_check;
ALTER TABLE governance_changes ADD CONSTRAINT governance_changes_kind_check
    CHECK (kind IN ('session', 'workspace', 'policy', 'control', 'erasure'));
