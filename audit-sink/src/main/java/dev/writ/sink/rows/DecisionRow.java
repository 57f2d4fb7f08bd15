package dev.writ.sink.rows;

import dev.writ.schemas.event.ActionDecided;
import dev.writ.schemas.event.FieldError;
import dev.writ.schemas.event.GovernanceCheck;
import java.util.List;
import java.util.stream.Collectors;

/** A decision as a row of decisions. */
final class DecisionRow {

    private DecisionRow() {}

    static Row of(String eventId, ActionDecided decision) {
        Columns columns = new Columns(Table.DECISIONS)
                .text("decision_id", decision.getDecisionId())
                .text("request_id", decision.getRequestId())
                .text("execution_id", decision.getExecutionId())
                .text("parent_execution_id", decision.getParentExecutionId())
                .word("kind", decision.getKind())
                .text("user_id", decision.getUserId())
                .text("session_id", decision.getSessionId())
                .text("workspace_id", decision.getWorkspaceId())
                .word("verdict", decision.getVerdict())
                .json("errors", errors(decision.getErrors()))
                .text("canvas_id", decision.getCanvasId())
                .word("component", decision.getComponent())
                .word("canvas_action", decision.getCanvasAction())
                .time("decided_at", decision.getDecidedAt())
                .text("request_hash", decision.getRequestHash())
                .text("origin_topic", decision.getOrigin().getTopic())
                .number("origin_partition", decision.getOrigin().getPartition())
                .number("origin_offset", decision.getOrigin().getOffset())
                .text("event_id", eventId);
        return check(columns, decision.getCheck()).toRow();
    }

    private static Columns check(Columns columns, GovernanceCheck check) {
        check.getControl().ifPresent(control -> columns.json("control", ChangeRow.detail(control)));
        return columns.text("agent_id", check.getAgentId())
                .text("agent_name", check.getAgentName())
                .word("agent_status", check.getAgentStatus())
                .flag("agent_paused", check.getAgentPaused())
                .text("action", check.getAction())
                .number("action_complexity", check.getActionComplexity())
                .flag("action_known", check.getActionKnown())
                .word("required_status", check.getRequiredStatus())
                .flag("allowed", check.getAllowed())
                .flag("rule_allows", check.getRuleAllows())
                .flag("requires_human_approval", check.getRequiresHumanApproval())
                .text("reason", check.getReason())
                .confidence("confidence_score", check.getConfidence())
                .texts("resolution_path", check.getResolutionPath())
                .text("policy_id", check.getPolicyId())
                .number("policy_version", check.getPolicyVersion())
                .number("agent_version", check.getAgentVersion())
                .word("mode", check.getMode())
                .word("cache", check.getCache())
                .text("cause", check.getCause());
    }

    private static String errors(List<FieldError> errors) {
        return errors.stream()
                .map(error -> new JsonText()
                        .text("field", error.getField())
                        .text("message", error.getMessage())
                        .toString())
                .collect(Collectors.joining(",", "[", "]"));
    }
}
