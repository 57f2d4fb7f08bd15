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
        ObjectNode detail = new Columns().text("agent_id", session.getAgentId()).toJson();
        return row(event, "session", session.getSessionId(), session.getActor(), detail);
    }

    static Row of(AuditRecorded event, WorkspaceState workspace) {
        ObjectNode detail = new Columns()
                .text("default_agent_id", workspace.getDefaultAgentId())
                .toJson();
        return row(event, "workspace", workspace.getWorkspaceId(), workspace.getActor(), detail);
    }

    static Row of(AuditRecorded event, PolicyState policy) {
        return row(event, "policy", policy.getPolicyId(), policy.getActor(), detail(policy));
    }

    static Row of(AuditRecorded event, ControlState control) {
        return row(event, "control", key(control), control.getActor(), detail(control));
    }

    static Row of(AuditRecorded event, SubjectErased erasure) {
        ObjectNode detail = new Columns()
                .number("generation", erasure.getGeneration())
                .number("texts", erasure.getTexts())
                .text("reason", erasure.getReason())
                .time("erased_at", erasure.getErasedAt())
                .toJson();
        return row(event, "erasure", erasure.getSubject(), erasure.getActor(), detail);
    }

    /** The key of the control's record: a stop is one of its workspace. */
    private static String key(ControlState control) {
        return control.getWorkspaceId()
                .map(workspace -> control.getFlag() + ":" + workspace)
                .orElse(control.getFlag());
    }

    /** A control's whole setting. */
    static ObjectNode detail(ControlState control) {
        Columns detail = new Columns()
                .text("flag", control.getFlag())
                .flag("value", control.getValue())
                .text("actor", control.getActor())
                .text("reason", control.getReason())
                .text("workspace_id", control.getWorkspaceId())
                .time("changed_at", control.getChangedAt());
        control.getExpiresAt().ifPresent(expiry -> detail.time("expires_at", expiry));
        return detail.toJson();
    }

    private static ObjectNode detail(PolicyState policy) {
        return new Columns()
                .number("version", policy.getVersion())
                .json("actions", actions(policy.getActions()))
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
                .toJson();
    }

    private static ObjectNode actions(Map<String, Integer> complexities) {
        ObjectNode object = StorableJson.NODES.objectNode();
        new TreeMap<>(complexities)
                .forEach((action, complexity) -> object.put(StorableText.of(action), complexity.intValue()));
        return object;
    }

    private static Row row(AuditRecorded event, String kind, String key, String actor, ObjectNode detail) {
        return new Columns()
                .text("event_id", event.getEventId())
                .text("kind", kind)
                .text("key", key)
                .text("actor", actor)
                .json("detail", detail)
                .time("occurred_at", event.getOccurredAt())
                .in(Table.GOVERNANCE_CHANGES);
    }
}
