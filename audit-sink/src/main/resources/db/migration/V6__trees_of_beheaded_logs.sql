-- A log may lose its beginning, and a tree cannot be grown without it. So the tables tell with each checkpoint what the tree was
-- and which offset it goes on with, and a rebuild begins there.

-- tree_offset: the first offset that the tree does not have; it is ahead of next_offset while a rebuild writes again what the
-- tree has already.
ALTER TABLE sink_offsets ADD COLUMN tree_offset bigint NOT NULL DEFAULT 0;
UPDATE sink_offsets SET tree_offset = next_offset;

-- The same of the tree that was signed; null in rows from before.
ALTER TABLE audit_checkpoints
    ADD COLUMN next_offset bigint,
    ADD COLUMN frontier    bytea;
