package dev.writ.gateway.readmodel;

import com.fasterxml.jackson.databind.JsonNode;
import dev.writ.schemas.event.ActionDecided;
import dev.writ.schemas.event.CacheResult;
import dev.writ.schemas.event.CanvasAction;
import dev.writ.schemas.event.CanvasComponent;
import dev.writ.schemas.event.ControlState;
import dev.writ.schemas.event.DecisionMode;
import dev.writ.schemas.event.FieldError;
import dev.writ.schemas.event.GovernanceCheck;
import dev.writ.schemas.event.Maturity;
import dev.writ.schemas.event.RecordOrigin;
import dev.writ.schemas.event.RequestKind;
import dev.writ.schemas.event.Verdict;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of the table decisions as the events they came from. */
final class DecisionRows {

    private DecisionRows() {}

    static ActionDecided read(Row row) throws SQLException {
        return ActionDecided.newBuilder()
                .setDecisionId(row.text("decision_id"))
                .setRequestId(row.text("request_id"))
                .setExecutionId(row.textOrNull("execution_id"))
                .setParentExecutionId(row.textOrNull("parent_execution_id"))
                .setKind(row.word(RequestKind.class, "kind"))
                .setUserId(row.text("user_id"))
                .setSessionId(row.textOrNull("session_id"))
                .setWorkspaceId(row.text("workspace_id"))
                .setCanvasId(row.textOrNull("canvas_id"))
                .setComponent(row.wordOrNull(CanvasComponent.class, "component"))
                .setCanvasAction(row.wordOrNull(CanvasAction.class, "canvas_action"))
                .setVerdict(row.word(Verdict.class, "verdict"))
                .setCheck(check(row))
                .setErrors(errors(row.json("errors")))
                .setDecidedAt(row.time("decided_at"))
                .setOrigin(new RecordOrigin(
                        row.text("origin_topic"), row.integer("origin_partition"), row.number("origin_offset")))
                .setRequestHash(row.textOrNull("request_hash"))
                .build();
    }

    private static GovernanceCheck check(Row row) throws SQLException {
        return GovernanceCheck.newBuilder()
                .setAllowed(row.flag("allowed"))
                .setReason(row.text("reason"))
                .setAgentId(row.text("agent_id"))
                .setAgentName(row.text("agent_name"))
                .setAgentStatus(row.word(Maturity.class, "agent_status"))
                .setAgentPaused(row.flag("agent_paused"))
                .setAction(row.text("action"))
                .setActionComplexity(row.integer("action_complexity"))
                .setActionKnown(row.flag("action_known"))
                .setRequiredStatus(row.word(Maturity.class, "required_status"))
                .setRequiresHumanApproval(row.flag("requires_human_approval"))
                .setConfidence(row.tenThousandths("confidence_score"))
                .setResolutionPath(row.texts("resolution_path"))
                .setPolicyId(row.text("policy_id"))
                .setPolicyVersion(row.number("policy_version"))
                .setAgentVersion(row.number("agent_version"))
                .setMode(row.word(DecisionMode.class, "mode"))
                .setRuleAllows(row.flag("rule_allows"))
                .setCache(row.word(CacheResult.class, "cache"))
                .setControl(control(row.json("control")))
                .setCause(row.textOrNull("cause"))
                .build();
    }

    private static List<FieldError> errors(JsonNode errors) {
        List<FieldError> list = new ArrayList<>();
        errors.forEach(error -> list.add(new FieldError(
                error.path("field").asText(), error.path("message").asText())));
        return list;
    }

    private static @Nullable ControlState control(JsonNode control) {
        if (!control.isObject()) {
            return null;
        }
        JsonNode expires = control.path("expires_at");
        JsonNode workspace = control.path("workspace_id");
        return ControlState.newBuilder()
                .setFlag(control.path("flag").asText())
                .setValue(control.path("value").asBoolean())
                .setActor(control.path("actor").asText())
                .setReason(control.path("reason").asText())
                .setExpiresAt(expires.isTextual() ? Instant.parse(expires.asText()) : null)
                .setChangedAt(Instant.parse(control.path("changed_at").asText()))
                .setWorkspaceId(workspace.isTextual() ? workspace.asText() : null)
                .build();
    }
}
