INSERT INTO decisions
SELECT 'dec-' || r.id, 'req-' || r.id, 'exec-' || r.id, NULL, 'CHAT', 'u1', 's1', 'default', 'intern', 'Intern', 'INTERN',
       false, 'stream_chat', 2, true, 'INTERN', r.verdict, r.verdict = 'ALLOWED', r.verdict = 'ALLOWED', false, 'because',
       0.5, ARRAY['session_agent'], 'default', 1, 3, 'ENFORCED', 'HIT', r.control, NULL, '[]', NULL, NULL, NULL,
       '2026-01-01T00:00:00Z', NULL, 'writ.requests.chat', 0, 7, 'event-' || r.id
FROM (VALUES ('old', 'ALLOWED', NULL::jsonb),
             ('blocked', 'BLOCKED',
              '{"flag": "FORM_GOVERNANCE_ENABLED", "value": false, "actor": "a", "reason": "r",
                "changed_at": "2026-01-01T00:00:00Z"}'::jsonb)) AS r (id, verdict, control);

INSERT INTO agent_executions
VALUES ('exec-old', 'intern', 'default', 'stream_chat', 'completed', 'in', 'out', 'chat', NULL,
        '2026-01-01T00:00:00Z', '2026-01-01T00:00:02.5Z', 2.5, 'out', NULL, NULL,
        '{"streaming": true, "provider": "simulated", "model": "model-1", "finish_reason": "stop", "attempt": 1,
          "ttft_ms": 12, "usage": {"input_tokens": 3, "output_tokens": 7, "source": "estimated"}}',
        'dec-old', 'req-old', 's1', 'u1', NULL, 'event-end'),
       ('exec-stopped', 'intern', 'default', 'stream_chat', 'cancelled', 'in', 'out', 'chat', NULL,
        '2026-01-01T00:00:00Z', '2026-01-01T00:00:01Z', 1, 'out', 'emergency_stop', 'stopped',
        '{"streaming": true, "stopped_by": "olga", "stop_cause": "emergency_stop", "withheld_tools": ["delete"],
          "last_seq": 41}',
        'dec-stopped', 'req-stopped', 's1', 'u1', NULL, 'event-stopped');
