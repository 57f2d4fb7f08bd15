package dev.writ.sink.rows;

import dev.writ.schemas.event.AuditRecorded;
import java.util.ArrayList;
import java.util.List;

/** The rows that one event of the audit trail stands for: those of each of its sections. */
public final class AuditRows {

    private AuditRows() {}

    /** The rows; none for an event without sections. */
    public static List<Row> of(AuditRecorded event) {
        String eventId = event.getEventId();
        List<Row> rows = new ArrayList<>();
        event.getDecision().ifPresent(decision -> rows.add(DecisionRow.of(eventId, decision)));
        event.getExecution().ifPresent(execution -> rows.add(ExecutionRow.of(eventId, execution)));
        event.getCanvas().ifPresent(canvas -> rows.add(CanvasRow.of(event, canvas)));
        event.getActivity().ifPresent(activity -> rows.add(SessionRow.of(event, activity)));
        event.getAgent().ifPresent(agent -> {
            rows.add(AgentRow.current(agent));
            rows.add(AgentRow.version(eventId, agent));
        });
        event.getSession().ifPresent(session -> rows.add(ChangeRow.of(event, session)));
        event.getWorkspace().ifPresent(workspace -> rows.add(ChangeRow.of(event, workspace)));
        event.getPolicy().ifPresent(policy -> rows.add(ChangeRow.of(event, policy)));
        event.getControl().ifPresent(control -> rows.add(ChangeRow.of(event, control)));
        event.getErasure().ifPresent(erasure -> rows.add(ChangeRow.of(event, erasure)));
        return List.copyOf(rows);
    }
}
