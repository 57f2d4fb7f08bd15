package dev.writ.gateway.view;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.writ.schemas.event.ActionDecided;
import dev.writ.schemas.event.CanvasComponent;
import dev.writ.schemas.event.ControlState;
import dev.writ.schemas.event.FieldError;
import dev.writ.schemas.event.GovernanceCheck;
import java.util.List;

/** Decisions as clients see them. */
public final class DecisionJson {

    private DecisionJson() {}

    /** The check result, known as {@code governance_check}. */
    public static ObjectNode check(ActionDecided decision) {
        GovernanceCheck check = decision.getCheck();
        ObjectNode json = Json.object()
                .put("allowed", check.getAllowed())
                .put("reason", check.getReason())
                .put("agent_id", check.getAgentId())
                .put("agent_name", check.getAgentName())
                .put("agent_status", check.getAgentStatus().name())
                .put("agent_paused", check.getAgentPaused())
                .put("action", check.getAction())
                .put("action_complexity", check.getActionComplexity())
                .put("action_known", check.getActionKnown())
                .put("required_status", check.getRequiredStatus().name())
                .put("requires_human_approval", check.getRequiresHumanApproval())
                .put("confidence_score", Json.score(check.getConfidence()))
                .put("decision_id", decision.getDecisionId());
        json.set("resolution_path", Json.texts(check.getResolutionPath()));
        json.put("policy_id", check.getPolicyId())
                .put("policy_version", check.getPolicyVersion())
                .put("agent_version", check.getAgentVersion())
                .put("mode", check.getMode().name())
                .put("rule_allows", check.getRuleAllows())
                .put("cache", Json.lower(check.getCache()))
                .put("decided_at", decision.getDecidedAt().toString());
        check.getControl().ifPresent(control -> json.set("control", control(control)));
        Json.put(json, "cause", check.getCause());
        return json;
    }

    /** The decision on a request, with the check result and whatever it names. */
    public static ObjectNode decision(ActionDecided decision) {
        ObjectNode json =
                Json.object().put("decision_id", decision.getDecisionId()).put("request_id", decision.getRequestId());
        Json.put(json, "execution_id", decision.getExecutionId());
        Json.put(json, "parent_execution_id", decision.getParentExecutionId());
        json.put("kind", Json.lower(decision.getKind()))
                .put("user_id", decision.getUserId())
                .put("workspace_id", decision.getWorkspaceId());
        Json.put(json, "session_id", decision.getSessionId());
        Json.put(json, "canvas_id", decision.getCanvasId());
        json.put("verdict", Json.lower(decision.getVerdict()));
        json.set("governance_check", check(decision));
        if (!decision.getErrors().isEmpty()) {
            json.set("errors", errors(decision.getErrors()));
        }
        return json;
    }

    /** Why an allowed request was refused. */
    public static ArrayNode errors(List<FieldError> errors) {
        ArrayNode array = Json.object().arrayNode();
        errors.forEach(error -> array.addObject().put("field", error.getField()).put("message", error.getMessage()));
        return array;
    }

    /** The setting of a flag. */
    public static ObjectNode control(ControlState control) {
        ObjectNode json = Json.object().put("flag", control.getFlag());
        Json.put(json, "workspace_id", control.getWorkspaceId());
        json.put("value", control.getValue()).put("actor", control.getActor()).put("reason", control.getReason());
        Json.put(json, "expires_at", control.getExpiresAt());
        return json.put("changed_at", control.getChangedAt().toString());
    }

    /** The kind of a component: all charts are one. */
    public static String typeOf(CanvasComponent component) {
        return switch (component) {
            case LINE_CHART, BAR_CHART, PIE_CHART -> "chart";
            case MARKDOWN, STATUS_PANEL, FORM -> nameOf(component);
        };
    }

    /** The name of a component, such as line_chart. */
    public static String nameOf(CanvasComponent component) {
        return Json.lower(component);
    }
}
