package dev.writ.topology.decide;

import dev.writ.policy.Agent;
import dev.writ.policy.Control;
import dev.writ.policy.Decision;
import dev.writ.policy.MaturityCheck;
import dev.writ.policy.Policy;
import dev.writ.policy.Verdict;
import dev.writ.schemas.Ids;
import dev.writ.schemas.event.ActionDecided;
import dev.writ.schemas.event.CacheResult;
import dev.writ.schemas.event.CanvasState;
import dev.writ.schemas.event.CheckRequested;
import dev.writ.schemas.event.ControlState;
import dev.writ.schemas.event.FieldError;
import dev.writ.schemas.event.FormSubmitted;
import dev.writ.schemas.event.GovernanceCheck;
import dev.writ.schemas.event.RequestKind;
import dev.writ.topology.intake.Request;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A decision as the event that everybody sees. */
public final class DecisionEvents {

    private DecisionEvents() {}

    static ActionDecided event(
            Request request, Optional<CanvasTarget> canvas, Decision decision, GovernanceCheck check) {
        ActionDecided.Builder asked = ActionDecided.newBuilder()
                .setRequestId(request.id())
                .setParentExecutionId(parent(request, canvas))
                .setKind(request.kind())
                .setUserId(request.userId())
                .setSessionId(request.sessionId().orElse(null))
                .setWorkspaceId(request.workspaceId())
                .setCanvasId(canvas.map(CanvasTarget::id).orElse(null))
                .setComponent(canvas.flatMap(CanvasTarget::component).orElse(null))
                .setCanvasAction(canvas.map(CanvasTarget::action).orElse(null))
                .setDecidedAt(request.time())
                .setOrigin(request.origin())
                .setRequestHash(request.requestHash().orElse(null));
        return event(asked, decision, check, canvas.map(CanvasTarget::errors).orElse(List.of()));
    }

    /**
     * The event: what was asked, and what follows from it.
     *
     * @param asked the members that are the request's own
     * @param errors why an allowed request cannot be carried out
     */
    public static ActionDecided event(
            ActionDecided.Builder asked, Decision decision, GovernanceCheck check, List<FieldError> errors) {
        String requestId = asked.getRequestId();
        boolean acts = asked.getKind() != RequestKind.CHECK;
        return asked.setDecisionId(Ids.decisionOf(requestId))
                .setExecutionId(acts ? Ids.executionOf(requestId) : null)
                .setVerdict(verdict(decision))
                .setCheck(check)
                .setErrors(decision.allowed() ? errors : List.of())
                .build();
    }

    /**
     * The check as everybody sees it.
     *
     * @param agent the responsible agent
     * @param path how it was found
     * @param cache whether the decision cache answered
     * @param cause what failed, with DEGRADED; else null
     */
    public static GovernanceCheck check(
            Decision decision,
            Agent agent,
            List<String> path,
            Policy policy,
            CacheResult cache,
            @Nullable String cause) {
        MaturityCheck rule = decision.check();
        return GovernanceCheck.newBuilder()
                .setAllowed(decision.allowed())
                .setReason(decision.reason())
                .setAgentId(agent.id())
                .setAgentName(agent.name())
                .setAgentStatus(agent.standing().maturity())
                .setAgentPaused(agent.standing().paused())
                .setAction(rule.action().name())
                .setActionComplexity(rule.action().complexity())
                .setActionKnown(rule.action().known())
                .setRequiredStatus(rule.required())
                .setRequiresHumanApproval(rule.requiresHumanApproval() || !decision.allowed())
                .setConfidence(agent.standing().confidence())
                .setResolutionPath(path)
                .setPolicyId(policy.id())
                .setPolicyVersion(policy.version())
                .setAgentVersion(agent.version())
                .setMode(decision.mode())
                .setRuleAllows(rule.allowed())
                .setCache(cache)
                .setControl(decision.control().map(DecisionEvents::evidence).orElse(null))
                .setCause(cause)
                .build();
    }

    private static ControlState evidence(Control control) {
        return ControlState.newBuilder()
                .setFlag(control.flag().name())
                .setValue(control.value())
                .setActor(control.actor())
                .setReason(control.reason())
                .setExpiresAt(control.expiresAt().orElse(null))
                .setChangedAt(control.changedAt())
                .setWorkspaceId(control.workspaceId().orElse(null))
                .build();
    }

    private static dev.writ.schemas.event.Verdict verdict(Decision decision) {
        return switch (decision.verdict()) {
            case Verdict.Allow() -> dev.writ.schemas.event.Verdict.ALLOWED;
            case Verdict.Block(String reason) -> dev.writ.schemas.event.Verdict.BLOCKED;
            case Verdict.Bypass(Control control) -> dev.writ.schemas.event.Verdict.BYPASSED;
        };
    }

    private static @Nullable String parent(Request request, Optional<CanvasTarget> canvas) {
        return switch (request.body()) {
            case FormSubmitted form ->
                canvas.flatMap(CanvasTarget::before)
                        .map(CanvasState::getExecutionId)
                        .orElse(null);
            case CheckRequested check -> check.getParentExecutionId().orElse(null);
            default -> null;
        };
    }
}
