package dev.writ.history.replay;

import dev.writ.schemas.event.ActionDecided;
import dev.writ.schemas.event.AgentState;
import dev.writ.schemas.event.AuditRecorded;
import dev.writ.schemas.event.DecisionMode;
import dev.writ.schemas.event.ExecutionEvent;
import dev.writ.schemas.event.ExecutionFinished;
import dev.writ.schemas.event.ExecutionStatus;
import dev.writ.schemas.event.GovernanceCheck;
import dev.writ.schemas.event.Maturity;
import dev.writ.schemas.event.RecordOrigin;
import dev.writ.schemas.event.RequestKind;
import dev.writ.schemas.event.Trigger;
import dev.writ.schemas.event.Usage;
import dev.writ.schemas.event.UsageSource;
import dev.writ.schemas.event.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Events as the topology makes them. */
final class Events {

    static final Instant T0 = Instant.parse("2026-11-20T10:00:00Z");

    private Events() {}

    /** A decision on a chat of ada with an agent. */
    static ActionDecided decided(String request, String agent, Verdict verdict) {
        return ActionDecided.newBuilder()
                .setDecisionId("decision-" + request)
                .setRequestId(request)
                .setExecutionId("execution-" + request)
                .setParentExecutionId("parent-" + request)
                .setKind(RequestKind.CHAT)
                .setUserId("ada")
                .setSessionId("talk")
                .setWorkspaceId("acme")
                .setVerdict(verdict)
                .setCheck(GovernanceCheck.newBuilder()
                        .setAllowed(verdict != Verdict.BLOCKED)
                        .setReason("Because")
                        .setAgentId(agent)
                        .setAgentName("The " + agent)
                        .setAgentStatus(Maturity.INTERN)
                        .setAction("stream_chat")
                        .setActionComplexity(2)
                        .setRequiredStatus(Maturity.INTERN)
                        .setRequiresHumanApproval(false)
                        .setConfidence(5_250)
                        .setResolutionPath(List.of("no_session_agent", "system_default"))
                        .setPolicyId("default")
                        .setPolicyVersion(1)
                        .setAgentVersion(7)
                        .setMode(DecisionMode.ENFORCED)
                        .setRuleAllows(verdict == Verdict.ALLOWED)
                        .build())
                .setDecidedAt(T0)
                .setOrigin(new RecordOrigin("writ.requests.chat", 3, 42L))
                .build();
    }

    /** The entry on that. */
    static AuditRecorded entry(ActionDecided decision) {
        return entry("dev.writ.action.decided").setDecision(decision).build();
    }

    /** The end of a chat of bob. */
    static AuditRecorded finished(String execution, String agent, ExecutionStatus status) {
        return entry("dev.writ.execution.finished")
                .setExecution(ExecutionEvent.newBuilder()
                        .setExecutionId(execution)
                        .setDecisionId("decision-1")
                        .setRequestId("1")
                        .setAgentId(agent)
                        .setWorkspaceId("other")
                        .setUserId("bob")
                        .setOccurredAt(T0)
                        .setBody(ExecutionFinished.newBuilder()
                                .setAction("submit_form")
                                .setTriggeredBy(Trigger.CHAT)
                                .setStatus(status)
                                .setStartedAt(T0)
                                .setUsage(new Usage(11, 22, UsageSource.ESTIMATED))
                                .setTtftMs(12L)
                                .build())
                        .build())
                .build();
    }

    /** The pause of an agent by olga. */
    static AuditRecorded paused(String agent) {
        return entry("dev.writ.agent.paused")
                .setAgent(AgentState.newBuilder()
                        .setAgentId(agent)
                        .setName("The " + agent)
                        .setWorkspaceId("acme")
                        .setMaturity(Maturity.INTERN)
                        .setConfidence(5_000)
                        .setVersion(2)
                        .setCreatedAt(T0)
                        .setUpdatedAt(T0)
                        .setConfiguration(Map.of("p", "2", "a", "1"))
                        .setChangedBy("command")
                        .setChange("paused")
                        .setActor("olga")
                        .build())
                .build();
    }

    private static AuditRecorded.Builder entry(String type) {
        return AuditRecorded.newBuilder().setEventId("event").setType(type).setOccurredAt(T0);
    }
}
