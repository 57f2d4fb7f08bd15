-- When a checkpoint was published last; null in rows from before. The last one of a log is published again each day, since the topic
-- has it for 183 days only. (So the topic does not have all of them for ever, as migration 3 says.)
ALTER TABLE audit_checkpoints ADD COLUMN published_at timestamptz;
