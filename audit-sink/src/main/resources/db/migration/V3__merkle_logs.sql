-- A Merkle log for each partition. A tree begins with the log, so that the log is read from its beginning once more. The rows
-- stay: an event that is written already is passed over. Conversations count the requests of all time, also of events too old for
-- the ledger, so they are counted anew.
TRUNCATE sink_offsets, chat_sessions;

-- records: how many the tree has. frontier: all that a growing tree needs to remember, as dev.writ.proof.merkle.Frontier
-- writes it; 8 bytes of 0 are the empty one.
ALTER TABLE sink_offsets
    ADD COLUMN records  bigint NOT NULL DEFAULT 0,
    ADD COLUMN frontier bytea  NOT NULL DEFAULT '\x0000000000000000';

-- What was signed of the logs. published: whether it is on writ.audit.checkpoints, which has all of them. Here, a log keeps
-- those of each so many records, which are signed in the transaction that writes the rows, and of those between the last.
-- Outlives a rebuild, which then shows whether the log is still the one that was signed.
CREATE TABLE audit_checkpoints (
    topic     text        NOT NULL,
    partition integer     NOT NULL,
    size      bigint      NOT NULL,
    root      bytea       NOT NULL,
    note      text        NOT NULL,
    signed_at timestamptz NOT NULL,
    published boolean     NOT NULL DEFAULT false,
    PRIMARY KEY (topic, partition, size)
);
CREATE INDEX audit_checkpoints_unpublished ON audit_checkpoints (topic, partition, size) WHERE NOT published;
