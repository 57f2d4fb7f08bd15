package dev.writ.gateway;

import dev.writ.schemas.Ids;
import dev.writ.schemas.event.ActionDecided;
import dev.writ.schemas.event.AgentCommand;
import dev.writ.schemas.event.AgentState;
import dev.writ.schemas.event.CanvasAction;
import dev.writ.schemas.event.CanvasComponent;
import dev.writ.schemas.event.CanvasRequested;
import dev.writ.schemas.event.ChatRequested;
import dev.writ.schemas.event.CheckRequested;
import dev.writ.schemas.event.DecisionMode;
import dev.writ.schemas.event.DisconnectRule;
import dev.writ.schemas.event.ExecutionEvent;
import dev.writ.schemas.event.ExecutionFinished;
import dev.writ.schemas.event.ExecutionStatus;
import dev.writ.schemas.event.FieldError;
import dev.writ.schemas.event.FormSubmitted;
import dev.writ.schemas.event.GovernanceCheck;
import dev.writ.schemas.event.Maturity;
import dev.writ.schemas.event.PauseAgent;
import dev.writ.schemas.event.PolicyState;
import dev.writ.schemas.event.RecordOrigin;
import dev.writ.schemas.event.RegisterAgent;
import dev.writ.schemas.event.RequestKind;
import dev.writ.schemas.event.StreamEnd;
import dev.writ.schemas.event.StreamEnded;
import dev.writ.schemas.event.StreamStarted;
import dev.writ.schemas.event.TokenDelta;
import dev.writ.schemas.event.TokenEvent;
import dev.writ.schemas.event.Trigger;
import dev.writ.schemas.event.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Events as the other parts of Writ would make them, with the least that tests look at. */
final class Fakes {

    static final String HASH = Ids.sha256Hex(new byte[0]);

    private Fakes() {}

    /** A decision on one request by the name of the agent. */
    record Decision(String requestId, String agentId, ConsumerRecord<byte[], byte[]> record) {

        ActionDecided on(ChatRequested chat) {
            return base(RequestKind.CHAT, "stream_chat")
                    .setUserId(chat.getUserId())
                    .setSessionId(chat.getSessionId().orElse(null))
                    .setRequestHash(chat.getRequestHash().orElse(null))
                    .build();
        }

        ActionDecided on(CanvasRequested canvas) {
            boolean present = canvas.getAction() == CanvasAction.PRESENT;
            return base(RequestKind.CANVAS, "present_chart")
                    .setUserId(canvas.getUserId())
                    .setRequestHash(canvas.getRequestHash().orElse(null))
                    .setCanvasId(canvas.getCanvasId().orElseGet(() -> Ids.derive("canvas", requestId)))
                    .setComponent(present ? canvas.getComponent().orElseThrow() : CanvasComponent.MARKDOWN)
                    .setCanvasAction(canvas.getAction())
                    .build();
        }

        ActionDecided on(FormSubmitted form) {
            return base(RequestKind.FORM, "submit_form")
                    .setUserId(form.getUserId())
                    .setRequestHash(form.getRequestHash().orElse(null))
                    .setCanvasId(form.getCanvasId())
                    .setComponent(CanvasComponent.FORM)
                    .setCanvasAction(CanvasAction.SUBMIT)
                    .setParentExecutionId(form.getParentExecutionId().orElse("parent-1"))
                    .build();
        }

        ActionDecided on(CheckRequested check) {
            return base(RequestKind.CHECK, check.getAction())
                    .setUserId(check.getUserId())
                    .setExecutionId(null)
                    .setRequestHash(check.getRequestHash().orElse(null))
                    .build();
        }

        private ActionDecided.Builder base(RequestKind kind, String action) {
            boolean blocked = agentId.equals("student");
            boolean bypassed = agentId.equals("bypassed");
            GovernanceCheck check = GovernanceCheck.newBuilder()
                    .setAllowed(!blocked)
                    .setReason("Agent " + agentId + (blocked ? " lacks maturity" : " can perform ") + action)
                    .setAgentId(agentId)
                    .setAgentName(agentId)
                    .setAgentStatus(blocked ? Maturity.STUDENT : Maturity.INTERN)
                    .setAction(action)
                    .setActionComplexity(2)
                    .setRequiredStatus(Maturity.INTERN)
                    .setRequiresHumanApproval(blocked)
                    .setConfidence(blocked ? 4000 : 5000)
                    .setResolutionPath(List.of("explicit_agent_id"))
                    .setPolicyId("default")
                    .setPolicyVersion(1)
                    .setAgentVersion(1)
                    .setMode(bypassed ? DecisionMode.BYPASS : DecisionMode.ENFORCED)
                    .setRuleAllows(!blocked && !bypassed)
                    .build();
            return ActionDecided.newBuilder()
                    .setDecisionId(Ids.decisionOf(requestId))
                    .setRequestId(requestId)
                    .setExecutionId(Ids.executionOf(requestId))
                    .setKind(kind)
                    .setWorkspaceId("default")
                    .setVerdict(blocked ? Verdict.BLOCKED : bypassed ? Verdict.BYPASSED : Verdict.ALLOWED)
                    .setCheck(check)
                    .setErrors(agentId.equals("strict") ? List.of(new FieldError("email", "is needed")) : List.of())
                    .setDecidedAt(Instant.ofEpochMilli(record.timestamp()))
                    .setOrigin(new RecordOrigin(record.topic(), record.partition(), record.offset()));
        }
    }

    static AgentState apply(AgentCommand command, @Nullable AgentState before) {
        Instant now = Instant.ofEpochMilli(System.currentTimeMillis());
        AgentState.Builder after;
        if (before == null) {
            RegisterAgent register = (RegisterAgent) command.getBody();
            after = AgentState.newBuilder()
                    .setAgentId(command.getAgentId())
                    .setName(register.getName())
                    .setWorkspaceId(register.getWorkspaceId())
                    .setMaturity(register.getMaturity().orElse(Maturity.STUDENT))
                    .setConfidence(register.getConfidence().orElse(4000))
                    .setVersion(1)
                    .setCreatedAt(now)
                    .setChange("registered");
        } else {
            after = AgentState.newBuilder(before)
                    .setVersion(before.getVersion() + 1)
                    .setPaused(command.getBody() instanceof PauseAgent)
                    .setChange("changed");
        }
        return after.setUpdatedAt(now)
                .setChangedBy(command.getCommandId().orElseThrow())
                .setActor(command.getActor())
                .build();
    }

    static TokenEvent token(String executionId, int attempt, long seq, SpecificRecord body) {
        return TokenEvent.newBuilder()
                .setExecutionId(executionId)
                .setAttempt(attempt)
                .setSeq(seq)
                .setOccurredAt(Instant.ofEpochMilli(System.currentTimeMillis()))
                .setBody(body)
                .build();
    }

    static StreamStarted started() {
        return new StreamStarted("simulated", "model-1", "intern", "Intern", "u1", "s1", DisconnectRule.CONTINUE);
    }

    static TokenDelta delta(String text) {
        return TokenDelta.newBuilder().setText(text).build();
    }

    static StreamEnded ended(StreamEnd status, long lastSeq) {
        return StreamEnded.newBuilder()
                .setStatus(status)
                .setLastSeq(lastSeq)
                .setTextSha256(HASH)
                .setErrorCode(status == StreamEnd.FAILED ? "upstream_truncated" : null)
                .build();
    }

    static ExecutionEvent finished(String executionId, ExecutionStatus status, @Nullable String errorCode) {
        Instant now = Instant.ofEpochMilli(System.currentTimeMillis());
        return ExecutionEvent.newBuilder()
                .setExecutionId(executionId)
                .setDecisionId("d")
                .setRequestId("r")
                .setAgentId("intern")
                .setWorkspaceId("default")
                .setUserId("u1")
                .setOccurredAt(now)
                .setBody(ExecutionFinished.newBuilder()
                        .setAction("stream_chat")
                        .setTriggeredBy(Trigger.CHAT)
                        .setStatus(status)
                        .setStartedAt(now)
                        .setErrorCode(errorCode)
                        .build())
                .build();
    }

    static PolicyState policy() {
        return PolicyState.newBuilder()
                .setPolicyId("default")
                .setVersion(1)
                .setActions(Map.of("search", 1, "stream_chat", 2, "submit_form", 3, "delete", 4))
                .setUnknownActionComplexity(2)
                .setInternConfidence(5000)
                .setSupervisedConfidence(7000)
                .setAutonomousConfidence(9000)
                .setStudentStartConfidence(4000)
                .setSuccessDelta(100)
                .setFailureDelta(-200)
                .setTrustedCorrectionDelta(-1000)
                .setCorrectionDelta(-200)
                .setHighPositiveDelta(500)
                .setActor("test")
                .setPublishedAt(Instant.ofEpochMilli(0))
                .build();
    }
}
