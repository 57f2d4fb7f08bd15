package dev.writ.sink.rows;

import dev.writ.schemas.event.AuditRecorded;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The rows that one event of the audit trail stands for: those of each of its sections. */
public final class AuditRows {

    private AuditRows() {}

    /** The rows; none for an event without sections. */
    public static List<Row> of(AuditRecorded event) {
        return Stream.of(
                        event.getDecision().map(decision -> DecisionRow.of(event.getEventId(), decision)),
                        event.getExecution().map(execution -> ExecutionRow.of(event.getEventId(), execution)),
                        event.getCanvas().map(canvas -> CanvasRow.of(event, canvas)),
                        event.getActivity().map(activity -> SessionRow.of(event, activity)),
                        event.getAgent().map(AgentRow::current),
                        event.getAgent().map(agent -> AgentRow.version(event.getEventId(), agent)),
                        event.getSession().map(session -> ChangeRow.of(event, session)),
                        event.getWorkspace().map(workspace -> ChangeRow.of(event, workspace)),
                        event.getPolicy().map(policy -> ChangeRow.of(event, policy)),
                        event.getControl().map(control -> ChangeRow.of(event, control)),
                        event.getErasure().map(erasure -> ChangeRow.of(event, erasure)))
                .flatMap(Optional::stream)
                .toList();
    }
}
