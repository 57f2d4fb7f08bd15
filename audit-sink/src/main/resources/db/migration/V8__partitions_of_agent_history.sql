-- Versions of agents grow with executions, so they are partitioned by month as well. One version of an agent has one time, that of
-- its change. The key is in the order in which the history of one agent is asked for.
ALTER TABLE agent_history RENAME TO agent_history_unpartitioned;
ALTER INDEX agent_history_pkey RENAME TO agent_history_unpartitioned_pkey;

CREATE TABLE agent_history (
    LIKE agent_history_unpartitioned INCLUDING CONSTRAINTS,
    PRIMARY KEY (agent_id, updated_at, version)
) PARTITION BY RANGE (updated_at);

-- The rows and the rights that were there go over. What is from before the months that are kept does not: a rebuild would not
-- write it either.
DO $$
DECLARE
    part  record;
    given record;
BEGIN
    DELETE FROM agent_history_unpartitioned
    WHERE updated_at < (SELECT horizon::timestamp AT TIME ZONE 'UTC' FROM sink_retention);
    FOR part IN SELECT DISTINCT date_trunc('month', updated_at, 'UTC') AS month FROM agent_history_unpartitioned
    LOOP
        EXECUTE format('CREATE TABLE %I PARTITION OF agent_history FOR VALUES FROM (%L) TO (%L)',
            'agent_history' || to_char(part.month AT TIME ZONE 'UTC', '_YYYY_MM'), part.month,
            (part.month AT TIME ZONE 'UTC' + interval '1 month') AT TIME ZONE 'UTC');
    END LOOP;
    INSERT INTO agent_history SELECT * FROM agent_history_unpartitioned;
    FOR given IN SELECT a.grantee, a.privilege_type FROM pg_class c, aclexplode(c.relacl) a
        WHERE c.oid = 'agent_history_unpartitioned'::regclass AND a.grantee <> c.relowner
    LOOP
        EXECUTE format('GRANT %s ON agent_history TO %s', given.privilege_type,
            CASE given.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(given.grantee)) END);
    END LOOP;
END $$;

DROP TABLE agent_history_unpartitioned;
