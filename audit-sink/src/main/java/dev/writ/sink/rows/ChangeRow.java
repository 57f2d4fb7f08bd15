package dev.writ.sink.rows;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.writ.schemas.event.AuditRecorded;
import dev.writ.schemas.event.ControlState;
import dev.writ.schemas.event.PolicyState;
import dev.writ.schemas.event.SessionState;
import dev.writ.schemas.event.SubjectErased;
import dev.writ.schemas.event.WorkspaceState;
import java.util.Map;
import java.util.TreeMap;

/** A change of what governs as a row of governance_changes. */
final class ChangeRow {

    private ChangeRow() {}

    static Row of(AuditRecorded event, SessionState session) {
        String detail = new JsonText().text("agent_id", session.getAgentId()).toString();
        return row(event, "session", session.getSessionId(), session.getActor(), detail);
    }

    static Row of(AuditRecorded event, WorkspaceState workspace) {
        String detail = new JsonText()
                .text("default_agent_id", workspace.getDefaultAgentId())
                .toString();
        return row(event, "workspace", workspace.getWorkspaceId(), workspace.getActor(), detail);
    }

    static Row of(AuditRecorded event, PolicyState policy) {
        return row(event, "policy", policy.getPolicyId(), policy.getActor(), detail(policy));
    }

    static Row of(AuditRecorded event, ControlState control) {
        return row(event, "control", key(control), control.getActor(), detail(control));
    }

    static Row of(AuditRecorded event, SubjectErased erasure) {
        String detail = new JsonText()
                .number("generation", erasure.getGeneration())
                .number("texts", erasure.getTexts())
                .text("reason", erasure.getReason())
                .time("erased_at", erasure.getErasedAt())
                .toString();
        return row(event, "erasure", erasure.getSubject(), erasure.getActor(), detail);
    }

    /** The key of the control's record: a stop is one of its workspace. */
    private static String key(ControlState control) {
        return control.getWorkspaceId()
                .map(workspace -> control.getFlag() + ":" + workspace)
                .orElse(control.getFlag());
    }

    /** A control's whole setting. */
    static String detail(ControlState control) {
        JsonText detail = new JsonText()
                .text("flag", control.getFlag())
                .flag("value", control.getValue())
                .text("actor", control.getActor())
                .text("reason", control.getReason())
                .text("workspace_id", control.getWorkspaceId())
                .time("changed_at", control.getChangedAt());
        control.getExpiresAt().ifPresent(expiry -> detail.time("expires_at", expiry));
        return detail.toString();
    }

    private static String detail(PolicyState policy) {
        return new JsonText()
                .number("version", policy.getVersion())
                .json("actions", actions(policy.getActions()).toString())
                .number("unknown_action_complexity", policy.getUnknownActionComplexity())
                .number("intern_confidence", policy.getInternConfidence())
                .number("supervised_confidence", policy.getSupervisedConfidence())
                .number("autonomous_confidence", policy.getAutonomousConfidence())
                .number("student_start_confidence", policy.getStudentStartConfidence())
                .number("success_delta", policy.getSuccessDelta())
                .number("failure_delta", policy.getFailureDelta())
                .number("trusted_correction_delta", policy.getTrustedCorrectionDelta())
                .number("correction_delta", policy.getCorrectionDelta())
                .number("high_positive_delta", policy.getHighPositiveDelta())
                .lowerWord("approval", policy.getApproval())
                .toString();
    }

    private static ObjectNode actions(Map<String, Integer> complexities) {
        ObjectNode object = StorableJson.NODES.objectNode();
        new TreeMap<>(complexities)
                .forEach((action, complexity) -> object.put(StorableText.of(action), complexity.intValue()));
        return object;
    }

    private static Row row(AuditRecorded event, String kind, String key, String actor, String detail) {
        return new Columns(Table.GOVERNANCE_CHANGES)
                .text("event_id", event.getEventId())
                .text("kind", kind)
                .text("key", key)
                .text("actor", actor)
                .json("detail", detail)
                .time("occurred_at", event.getOccurredAt())
                .toRow();
    }
}
