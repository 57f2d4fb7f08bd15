package dev.writ.sink;

import dev.writ.schemas.Ids;
import dev.writ.schemas.event.ActionDecided;
import dev.writ.schemas.event.AgentState;
import dev.writ.schemas.event.AuditRecorded;
import dev.writ.schemas.event.CanvasAction;
import dev.writ.schemas.event.CanvasAudit;
import dev.writ.schemas.event.CanvasComponent;
import dev.writ.schemas.event.DecisionMode;
import dev.writ.schemas.event.ExecutionEvent;
import dev.writ.schemas.event.ExecutionFinished;
import dev.writ.schemas.event.ExecutionStarted;
import dev.writ.schemas.event.ExecutionStatus;
import dev.writ.schemas.event.GovernanceCheck;
import dev.writ.schemas.event.Maturity;
import dev.writ.schemas.event.RecordOrigin;
import dev.writ.schemas.event.RequestKind;
import dev.writ.schemas.event.SessionActivity;
import dev.writ.schemas.event.Trigger;
import dev.writ.schemas.event.Usage;
import dev.writ.schemas.event.UsageSource;
import dev.writ.schemas.event.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Audit events as the topology makes them, for tests. */
public final class Events {

    public static final Instant T0 = Instant.parse("2026-11-20T10:00:00Z");

    private Events() {}

    /** An id nobody else has. */
    public static String id(String prefix) {
        return prefix + "-" + UUID.randomUUID();
    }

    /** An event without sections. */
    public static AuditRecorded.Builder event(String eventId) {
        return AuditRecorded.newBuilder()
                .setEventId(eventId)
                .setType("dev.writ.action.decided")
                .setOccurredAt(T0);
    }

    /** An allowed chat of the session: decision, start of the execution, activity. */
    public static AuditRecorded chat(String requestId, String sessionId) {
        return event("decided-" + requestId)
                .setDecision(decision(requestId).setSessionId(sessionId).build())
                .setExecution(started(requestId).setSessionId(sessionId).build())
                .setActivity(new SessionActivity(sessionId, "alice", "default", "agent-1"))
                .build();
    }

    /** The end of that chat, 1.5 s behind its start. */
    public static AuditRecorded chatEnd(String requestId) {
        return event("finished-" + requestId)
                .setType("dev.writ.execution.finished")
                .setExecution(finished(requestId).build())
                .build();
    }

    public static ActionDecided.Builder decision(String requestId) {
        return ActionDecided.newBuilder()
                .setDecisionId(Ids.decisionOf(requestId))
                .setRequestId(requestId)
                .setExecutionId(Ids.executionOf(requestId))
                .setKind(RequestKind.CHAT)
                .setUserId("alice")
                .setWorkspaceId("default")
                .setVerdict(Verdict.ALLOWED)
                .setCheck(check().build())
                .setDecidedAt(T0)
                .setOrigin(new RecordOrigin("writ.requests.chat", 3, 42L));
    }

    public static GovernanceCheck.Builder check() {
        return GovernanceCheck.newBuilder()
                .setAllowed(true)
                .setReason("Agent Ada (INTERN) can perform stream_chat (complexity 2)")
                .setAgentId("agent-1")
                .setAgentName("Ada")
                .setAgentStatus(Maturity.INTERN)
                .setAction("stream_chat")
                .setActionComplexity(2)
                .setRequiredStatus(Maturity.INTERN)
                .setRequiresHumanApproval(false)
                .setConfidence(5_250)
                .setResolutionPath(List.of("explicit_agent_id_not_found", "session_agent"))
                .setPolicyId("default")
                .setPolicyVersion(1L)
                .setAgentVersion(7L)
                .setMode(DecisionMode.ENFORCED)
                .setRuleAllows(true);
    }

    public static ExecutionEvent.Builder execution(String requestId) {
        return ExecutionEvent.newBuilder()
                .setExecutionId(Ids.executionOf(requestId))
                .setDecisionId(Ids.decisionOf(requestId))
                .setRequestId(requestId)
                .setAgentId("agent-1")
                .setWorkspaceId("default")
                .setUserId("alice")
                .setOccurredAt(T0);
    }

    public static ExecutionEvent.Builder started(String requestId) {
        return execution(requestId)
                .setBody(ExecutionStarted.newBuilder()
                        .setAction("stream_chat")
                        .setTriggeredBy(Trigger.CHAT)
                        .setInputSummary("chat of 12 characters")
                        .build());
    }

    public static ExecutionEvent.Builder finished(String requestId) {
        return execution(requestId)
                .setOccurredAt(T0.plusMillis(1_500))
                .setBody(ExecutionFinished.newBuilder()
                        .setAction("stream_chat")
                        .setTriggeredBy(Trigger.CHAT)
                        .setStatus(ExecutionStatus.COMPLETED)
                        .setStartedAt(T0)
                        .setOutputSummary("34 characters")
                        .setAttempt(1)
                        .setProvider("simulated")
                        .setModel("steady")
                        .setFinishReason("stop")
                        .setUsage(new Usage(11, 22, UsageSource.ESTIMATED))
                        .setTtftMs(12L)
                        .setTextSha256("ab")
                        .build());
    }

    public static CanvasAudit canvas(CanvasAction action, Map<String, String> metadata) {
        return CanvasAudit.newBuilder()
                .setCanvasId("canvas-1")
                .setComponent(CanvasComponent.LINE_CHART)
                .setAction(action)
                .setGovernanceCheckPassed(true)
                .setMetadata(metadata)
                .build();
    }

    public static AgentState.Builder agent(String agentId, long version, Maturity maturity, int confidence) {
        return AgentState.newBuilder()
                .setAgentId(agentId)
                .setName("Ada")
                .setWorkspaceId("default")
                .setMaturity(maturity)
                .setConfidence(confidence)
                .setVersion(version)
                .setCreatedAt(T0)
                .setUpdatedAt(T0.plusSeconds(version))
                .setChangedBy("command-" + version)
                .setChange("updated")
                .setActor("olga");
    }

    /** A change of an agent. */
    public static AuditRecorded changed(AgentState agent) {
        return event("agent-" + agent.getAgentId() + "-" + agent.getVersion() + "-" + agent.getConfidence())
                .setType("dev.writ.agent.state")
                .setAgent(agent)
                .build();
    }

    /** A version of an agent that was made at a time. */
    public static AuditRecorded version(String agentId, long version, Instant time) {
        return event(agentId + version)
                .setOccurredAt(time)
                .setAgent(agent(agentId, version, Maturity.INTERN, 5_000)
                        .setUpdatedAt(time)
                        .build())
                .build();
    }
}
