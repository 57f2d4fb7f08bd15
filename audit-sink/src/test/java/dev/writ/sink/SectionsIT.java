package dev.writ.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.writ.schemas.Ids;
import dev.writ.schemas.event.AuditRecorded;
import dev.writ.schemas.event.CanvasAction;
import dev.writ.schemas.event.ControlState;
import dev.writ.schemas.event.ExecutionEvent;
import dev.writ.schemas.event.ExecutionFinished;
import dev.writ.schemas.event.ExecutionStatus;
import dev.writ.schemas.event.Maturity;
import dev.writ.schemas.event.SessionState;
import dev.writ.schemas.event.Trigger;
import dev.writ.schemas.event.WorkspaceState;
import dev.writ.testcluster.TestCluster;
import dev.writ.testcluster.TestClusterExtension;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestClusterExtension.class)
class SectionsIT {

    @Test
    void writesAChatAsDecisionExecutionAndSession(TestCluster cluster) {
        try (Trail trail = Trail.begin(cluster);
                SinkService sink = trail.startSink()) {
            // Given
            String request = Events.id("request");

            // When
            trail.send(0, Events.chat(request, "s1"), Events.chatEnd(request), Events.chat(Events.id("second"), "s1"));
            trail.awaitEvents(3);

            // Then
            assertThat(sink.failure()).isEmpty();
            assertThat(trail.query("SELECT * FROM decisions WHERE request_id = '" + request + "'"))
                    .singleElement()
                    .satisfies(row -> assertThat(row)
                            .contains(
                                    entry("decision_id", Ids.decisionOf(request)),
                                    entry("kind", "CHAT"),
                                    entry("verdict", "ALLOWED"),
                                    entry("allowed", true),
                                    entry("agent_status", "INTERN"),
                                    entry("confidence_score", "0.5250"),
                                    entry("resolution_path", "{explicit_agent_id_not_found,session_agent}"),
                                    entry("mode", "ENFORCED"),
                                    entry("cache", "MISS"),
                                    entry("errors", "[]"),
                                    entry("decided_at", "2026-11-20 10:00:00+00"),
                                    entry("origin_partition", 3),
                                    entry("origin_offset", 42L)));
            assertThat(trail.query("SELECT * FROM agent_executions WHERE request_id = '" + request + "'"))
                    .singleElement()
                    .satisfies(row -> assertThat(row)
                            .contains(
                                    entry("id", Ids.executionOf(request)),
                                    entry("status", "completed"),
                                    entry("action_type", "stream_chat"),
                                    entry("triggered_by", "chat"),
                                    entry("input_summary", "chat of 12 characters"),
                                    entry("result_summary", "34 characters"),
                                    entry("completed_at", "2026-11-20 10:00:01.5+00"),
                                    entry("duration_seconds", "1.5"),
                                    entry("started_event_id", "decided-" + request),
                                    entry("finished_event_id", "finished-" + request)));
            assertThat(trail.query("SELECT metadata->>'model' AS model, metadata->'usage'->>'output_tokens' AS tokens,"
                            + " metadata->'streaming' = 'true' AS streaming FROM agent_executions WHERE request_id = '"
                            + request + "'"))
                    .containsExactly(Map.of("model", "steady", "tokens", "22", "streaming", true));
            assertThat(trail.query("SELECT user_id, agent_id, message_count FROM chat_sessions"))
                    .containsExactly(Map.of("user_id", "alice", "agent_id", "agent-1", "message_count", 2L));
        }
    }

    @Test
    void endsTheSameWhicheverOfStartAndEndComesFirst(TestCluster cluster) {
        String inOrder = rowOf(cluster, true);
        String reversed = rowOf(cluster, false);

        assertThat(reversed).isEqualTo(inOrder).contains("chat of 12 characters");
    }

    private static String rowOf(TestCluster cluster, boolean startFirst) {
        try (Trail trail = Trail.begin(cluster);
                SinkService sink = trail.startSink()) {
            AuditRecorded start = Events.event("start")
                    .setExecution(Events.started("r").build())
                    .build();
            AuditRecorded end = Events.chatEnd("r");
            trail.send(0, startFirst ? start : end);
            trail.awaitEvents(1);
            trail.send(0, startFirst ? end : start);
            trail.awaitEvents(2);
            assertThat(sink.isReady()).isTrue();
            return trail.query("SELECT e::text AS row FROM agent_executions e").toString();
        }
    }

    @Test
    void keepsTheHighestVersionOfAnAgentAndAllOfItsHistory(TestCluster cluster) {
        try (Trail trail = Trail.begin(cluster);
                SinkService sink = trail.startSink()) {
            // Given
            trail.send(
                    0,
                    Events.changed(Events.agent("a", 2, Maturity.INTERN, 5_000).build()));
            trail.awaitEvents(1);

            // When
            trail.send(
                    0,
                    Events.changed(
                            Events.agent("a", 3, Maturity.SUPERVISED, 7_000).build()),
                    Events.changed(Events.agent("a", 4, Maturity.AUTONOMOUS, 9_000)
                            .setPaused(true)
                            .build()),
                    Events.changed(Events.agent("a", 1, Maturity.STUDENT, 4_000).build()));
            trail.awaitEvents(4);

            // Then
            assertThat(sink.isReady()).isTrue();
            assertThat(trail.query("SELECT version, status, confidence_score, paused FROM agent_registry"))
                    .containsExactly(Map.of(
                            "version", 4L, "status", "AUTONOMOUS", "confidence_score", "0.9000", "paused", true));
            assertThat(trail.query("SELECT version FROM agent_history ORDER BY version"))
                    .extracting(row -> row.get("version"))
                    .containsExactly(1L, 2L, 3L, 4L);
            assertThat(trail.query("SELECT status, agents FROM maturity_distribution WHERE agents > 0"))
                    .containsExactly(Map.of("status", "AUTONOMOUS", "agents", 1L));
        }
    }

    @Test
    void writesCanvasesAndChangesOfWhatGoverns(TestCluster cluster) {
        try (Trail trail = Trail.begin(cluster);
                SinkService sink = trail.startSink()) {
            // When
            trail.send(
                    0,
                    Events.event("canvas")
                            .setDecision(Events.decision("r").build())
                            .setCanvas(Events.canvas(CanvasAction.PRESENT, Map.of("points", "[1, 2]")))
                            .setExecution(blocked("r"))
                            .build(),
                    Events.event("session")
                            .setSession(new SessionState("s", "agent-1", "olga", Events.T0))
                            .build(),
                    Events.event("workspace-and-control")
                            .setWorkspace(new WorkspaceState("w", null, "olga", Events.T0))
                            .setControl(new ControlState(
                                    "EMERGENCY_GOVERNANCE_BYPASS", true, "olga", "fire", Events.T0, Events.T0, null))
                            .build());
            trail.awaitEvents(3);

            // Then
            assertThat(sink.isReady()).isTrue();
            assertThat(trail.query("SELECT id, agent_execution_id, user_id, component_type, component_name, action,"
                            + " metadata::text AS metadata, governance_check_passed AS passed FROM canvas_audit"))
                    .containsExactly(Map.of(
                            "id", "canvas",
                            "agent_execution_id", Ids.executionOf("r"),
                            "user_id", "alice",
                            "component_type", "chart",
                            "component_name", "line_chart",
                            "action", "present",
                            "metadata", "{\"points\": [1, 2]}",
                            "passed", true));
            assertThat(trail.query("SELECT kind, key, actor FROM governance_changes ORDER BY kind"))
                    .containsExactly(
                            Map.of("kind", "control", "key", "EMERGENCY_GOVERNANCE_BYPASS", "actor", "olga"),
                            Map.of("kind", "session", "key", "s", "actor", "olga"),
                            Map.of("kind", "workspace", "key", "w", "actor", "olga"));
            assertThat(trail.query("SELECT action_type, blocked FROM blocked_actions_by_type"))
                    .containsExactly(Map.of("action_type", "submit_form", "blocked", 1L));
            assertThat(trail.query("SELECT requests, with_agent, with_execution, coverage FROM request_coverage"))
                    .containsExactly(
                            Map.of("requests", 1L, "with_agent", 0L, "with_execution", 1L, "coverage", "0.0000"));
            assertThat(trail.query("SELECT component_name, audits FROM canvas_audits_by_component"))
                    .containsExactly(Map.of("component_name", "line_chart", "audits", 1L));
            assertThat(trail.query("SELECT agent_id, executions, blocked FROM executions_by_agent"))
                    .containsExactly(Map.of("agent_id", "agent-1", "executions", 1L, "blocked", 1L));
        }
    }

    private static ExecutionEvent blocked(String request) {
        return Events.execution(request)
                .setBody(ExecutionFinished.newBuilder()
                        .setAction("submit_form")
                        .setTriggeredBy(Trigger.FORM_SUBMISSION)
                        .setStatus(ExecutionStatus.BLOCKED)
                        .setStartedAt(Events.T0)
                        .build())
                .build();
    }
}
