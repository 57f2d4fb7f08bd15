package dev.writ.worker.control;

import dev.writ.schemas.event.AgentState;
import dev.writ.schemas.event.CompletionRequested;
import dev.writ.schemas.event.ControlState;
import dev.writ.schemas.event.ExecutionControl;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Brings stops and running executions together, whichever comes first. Safe for use by several threads.
 *
 * <p>Without a lock: an execution is listed before it looks at what is remembered, and a stop is remembered before it looks
 * at what is listed, so that at least one of the two sees the other.
 */
public final class Stops {

    /** Some hundred bytes each. */
    static final int MOST_REMEMBERED = 20_000;

    private static final int LONGEST_MESSAGE = 500;

    private final InstantSource clock;
    private final RememberedCancels cancels = new RememberedCancels(MOST_REMEMBERED);
    private final Map<String, AgentStanding> agents = new ConcurrentHashMap<>();
    private final Map<String, ControlState> workspaces = new ConcurrentHashMap<>();
    private final Set<RunningExecution> running = ConcurrentHashMap.newKeySet();

    /** @param clock tells whether a workspace's stop has expired */
    public Stops(InstantSource clock) {
        this.clock = clock;
    }

    /** Takes an execution in hand; it is stopped already if a stop for it is known. The caller closes it. */
    public RunningExecution begin(CompletionRequested request) {
        RunningExecution begun = new RunningExecution(request, running::remove);
        running.add(begun);
        Stream.<Optional<Stop>>of(
                        cancels.of(request.getExecutionId()),
                        workspace(request.getWorkspaceId()),
                        Optional.ofNullable(agents.get(request.getAgentId()))
                                .flatMap(standing -> standing.against(request)))
                .flatMap(Optional::stream)
                .findFirst()
                .ifPresent(begun::stop);
        return begun;
    }

    void cancel(ExecutionControl control) {
        String reason = control.getReason().isBlank() ? "the execution was cancelled" : control.getReason();
        Stop asked = new Stop(
                control.getCode(), reason.substring(0, Math.min(reason.length(), LONGEST_MESSAGE)), control.getActor());
        Stop first = cancels.remember(control.getExecutionId(), asked);
        stop(request ->
                request.getExecutionId().equals(control.getExecutionId()) ? Optional.of(first) : Optional.empty());
    }

    void agentChanged(AgentState state) {
        AgentStanding standing =
                agents.merge(state.getAgentId(), AgentStanding.of(state), (before, first) -> before.then(state));
        stop(request -> request.getAgentId().equals(state.getAgentId()) ? standing.against(request) : Optional.empty());
    }

    void agentForgotten(String agentId) {
        agents.remove(agentId);
    }

    void workspaceChanged(String workspaceId, ControlState control) {
        workspaces.put(workspaceId, control);
        stop(request -> request.getWorkspaceId().equals(workspaceId) ? workspace(workspaceId) : Optional.empty());
    }

    private void stop(Function<CompletionRequested, Optional<Stop>> cause) {
        running.forEach(execution -> cause.apply(execution.request()).ifPresent(execution::stop));
    }

    private Optional<Stop> workspace(String workspaceId) {
        return Optional.ofNullable(workspaces.get(workspaceId))
                .filter(control -> control.getValue()
                        && control.getExpiresAt().map(clock.instant()::isBefore).orElse(true))
                .map(control -> new Stop(
                        "emergency_stop", "the workspace " + workspaceId + " was stopped", control.getActor()));
    }
}
