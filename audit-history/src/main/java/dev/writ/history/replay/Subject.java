package dev.writ.history.replay;

import dev.writ.schemas.event.ActionDecided;
import dev.writ.schemas.event.AgentState;
import dev.writ.schemas.event.AuditRecorded;
import dev.writ.schemas.event.ControlState;
import dev.writ.schemas.event.ExecutionEvent;
import dev.writ.schemas.event.ExecutionFinished;
import dev.writ.schemas.event.ExecutionStarted;
import dev.writ.schemas.event.ExecutionStatus;
import dev.writ.schemas.event.PolicyState;
import dev.writ.schemas.event.SessionActivity;
import dev.writ.schemas.event.SessionState;
import dev.writ.schemas.event.SubjectErased;
import dev.writ.schemas.event.Verdict;
import dev.writ.schemas.event.WorkspaceState;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;

/** What an event is about: every agent, session and so on that any part of it names. */
public final class Subject {

    private final Map<Aspect, Set<String>> named = new EnumMap<>(Aspect.class);
    private boolean blocked;

    private Subject() {}

    /** What an audit entry or a decision is about. */
    public static Subject of(SpecificRecord event) {
        Subject subject = new Subject();
        switch (event) {
            case AuditRecorded entry -> subject.add(entry);
            case ActionDecided decision -> subject.add(decision);
            default -> throw new IllegalArgumentException("no part of the history: " + event.getSchema());
        }
        return subject;
    }

    /** Whether the event names it. */
    public boolean names(Aspect aspect, String value) {
        return named.getOrDefault(aspect, Set.of()).contains(value);
    }

    /** The first that the event names; empty if it names none. */
    public Optional<String> first(Aspect aspect) {
        return named.getOrDefault(aspect, Set.of()).stream().findFirst();
    }

    /** Whether it says that something was blocked. */
    public boolean isBlocked() {
        return blocked;
    }

    private void add(AuditRecorded entry) {
        entry.getDecision().ifPresent(this::add);
        entry.getExecution().ifPresent(this::add);
        entry.getActivity().ifPresent(this::add);
        entry.getAgent().ifPresent(this::add);
        entry.getSession().ifPresent(this::add);
        entry.getWorkspace().ifPresent(this::add);
        entry.getPolicy().map(PolicyState::getActor).ifPresent(actor -> add(Aspect.USER, actor));
        entry.getControl().ifPresent(this::add);
        entry.getErasure().ifPresent(this::add);
    }

    private void add(ActionDecided decision) {
        add(Aspect.AGENT, decision.getCheck().getAgentId());
        add(Aspect.SESSION, decision.getSessionId());
        add(Aspect.WORKSPACE, decision.getWorkspaceId());
        add(Aspect.ACTION, decision.getCheck().getAction());
        add(Aspect.USER, decision.getUserId());
        add(Aspect.EXECUTION, decision.getExecutionId());
        add(Aspect.EXECUTION, decision.getParentExecutionId());
        blocked |= decision.getVerdict() == Verdict.BLOCKED;
    }

    private void add(ExecutionEvent execution) {
        add(Aspect.AGENT, execution.getAgentId());
        add(Aspect.SESSION, execution.getSessionId());
        add(Aspect.WORKSPACE, execution.getWorkspaceId());
        add(Aspect.USER, execution.getUserId());
        add(Aspect.EXECUTION, execution.getExecutionId());
        switch (execution.getBody()) {
            case ExecutionStarted started -> {
                add(Aspect.ACTION, started.getAction());
                add(Aspect.EXECUTION, started.getParentExecutionId());
            }
            case ExecutionFinished finished -> {
                add(Aspect.ACTION, finished.getAction());
                add(Aspect.EXECUTION, finished.getParentExecutionId());
                blocked |= finished.getStatus() == ExecutionStatus.BLOCKED;
            }
            default -> throw new IllegalArgumentException("an execution starts or ends");
        }
    }

    private void add(SessionActivity activity) {
        add(Aspect.AGENT, activity.getAgentId());
        add(Aspect.SESSION, activity.getSessionId());
        add(Aspect.WORKSPACE, activity.getWorkspaceId());
        add(Aspect.USER, activity.getUserId());
    }

    private void add(AgentState agent) {
        add(Aspect.AGENT, agent.getAgentId());
        add(Aspect.WORKSPACE, agent.getWorkspaceId());
        add(Aspect.USER, agent.getActor());
    }

    private void add(SessionState session) {
        add(Aspect.AGENT, session.getAgentId());
        add(Aspect.SESSION, session.getSessionId());
        add(Aspect.USER, session.getActor());
    }

    private void add(WorkspaceState workspace) {
        add(Aspect.AGENT, workspace.getDefaultAgentId());
        add(Aspect.WORKSPACE, workspace.getWorkspaceId());
        add(Aspect.USER, workspace.getActor());
    }

    private void add(ControlState control) {
        add(Aspect.WORKSPACE, control.getWorkspaceId());
        add(Aspect.USER, control.getActor());
    }

    private void add(SubjectErased erasure) {
        add(Aspect.USER, erasure.getSubject());
        add(Aspect.USER, erasure.getActor());
    }

    private void add(Aspect aspect, Optional<String> value) {
        value.ifPresent(present -> add(aspect, present));
    }

    private void add(Aspect aspect, String value) {
        named.computeIfAbsent(aspect, key -> new LinkedHashSet<>()).add(value);
    }
}
