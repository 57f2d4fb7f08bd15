package dev.writ.sink.rows;

import dev.writ.schemas.event.ActionDecided;
import dev.writ.schemas.event.AuditRecorded;
import dev.writ.schemas.event.CanvasAudit;
import dev.writ.schemas.event.CanvasComponent;
import dev.writ.schemas.event.ExecutionEvent;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * What was done to a canvas as a row of canvas_audit. Whose it was stands in the event's decision, else in its execution;
 * an event with neither leaves these columns null.
 */
final class CanvasRow {

    private CanvasRow() {}

    static Row of(AuditRecorded event, CanvasAudit canvas) {
        Columns columns = new Columns(Table.CANVAS_AUDIT)
                .text("id", event.getEventId())
                .text("workspace_id", from(event, ActionDecided::getWorkspaceId, ExecutionEvent::getWorkspaceId))
                .text("agent_id", from(event, decision -> decision.getCheck().getAgentId(), ExecutionEvent::getAgentId))
                .text(
                        "agent_execution_id",
                        event.getDecision()
                                .flatMap(ActionDecided::getExecutionId)
                                .or(() -> event.getExecution().map(ExecutionEvent::getExecutionId)))
                .text("user_id", from(event, ActionDecided::getUserId, ExecutionEvent::getUserId))
                .text("canvas_id", canvas.getCanvasId())
                .lowerWord("action", canvas.getAction())
                .json("metadata", StorableJson.ofJsonTexts(canvas.getMetadata()).toString())
                .flag("governance_check_passed", canvas.getGovernanceCheckPassed())
                .time("created_at", event.getOccurredAt());
        canvas.getComponent()
                .ifPresent(component -> columns.text("component_type", typeOf(component))
                        .text("component_name", component.name().toLowerCase(Locale.ROOT)));
        return columns.toRow();
    }

    /** The kind of component: all charts are one. */
    private static String typeOf(CanvasComponent component) {
        return switch (component) {
            case LINE_CHART, BAR_CHART, PIE_CHART -> "chart";
            case MARKDOWN -> "markdown";
            case STATUS_PANEL -> "status_panel";
            case FORM -> "form";
        };
    }

    private static Optional<String> from(
            AuditRecorded event, Function<ActionDecided, String> decided, Function<ExecutionEvent, String> executed) {
        return event.getDecision().map(decided).or(() -> event.getExecution().map(executed));
    }
}
