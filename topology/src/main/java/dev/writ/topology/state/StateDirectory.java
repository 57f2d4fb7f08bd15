package dev.writ.topology.state;

import dev.writ.policy.Agent;
import dev.writ.policy.Resolution;
import dev.writ.schemas.Topics;
import dev.writ.schemas.event.AgentState;
import dev.writ.schemas.event.CanvasState;
import dev.writ.schemas.event.SessionState;
import dev.writ.schemas.event.WorkspaceState;
import dev.writ.topology.io.Nodes;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueStore;

/** What a decision may look up: the stores, typed, with what is missing as an empty Optional. */
public final class StateDirectory implements Resolution.Directory {

    private final KeyValueStore<String, AgentState> agents;
    private final KeyValueStore<String, SessionState> sessions;
    private final KeyValueStore<String, WorkspaceState> workspaces;
    private final KeyValueStore<String, CanvasState> canvases;
    private final KeyValueStore<String, CanvasState> recentCanvases;

    /** The stores of a processor's task. */
    public StateDirectory(ProcessingContext context) {
        this.agents = context.getStateStore(Nodes.globalStore(Topics.AGENTS));
        this.sessions = context.getStateStore(Nodes.SESSION_STORE);
        this.workspaces = context.getStateStore(Nodes.globalStore(Topics.WORKSPACES));
        this.canvases = context.getStateStore(Nodes.globalStore(Topics.CANVASES));
        this.recentCanvases = context.getStateStore(Nodes.RECENT_CANVAS_STORE);
    }

    @Override
    public Optional<Agent> agent(String id) {
        return agentState(id).map(PolicyRecords::toAgent);
    }

    @Override
    public Optional<String> sessionAgent(String sessionId) {
        return Optional.ofNullable(sessions.get(sessionId)).flatMap(SessionState::getAgentId);
    }

    @Override
    public Optional<String> workspaceDefault(String workspaceId) {
        return Optional.ofNullable(workspaces.get(workspaceId)).flatMap(WorkspaceState::getDefaultAgentId);
    }

    /** An agent with its settings. */
    public Optional<AgentState> agentState(String id) {
        return Optional.ofNullable(agents.get(id));
    }

    /** A canvas as this task showed it last, else as the topic has it. */
    public Optional<CanvasState> canvas(String id) {
        Optional<CanvasState> recent = Optional.ofNullable(recentCanvases.get(id));
        Optional<CanvasState> known = Optional.ofNullable(canvases.get(id));
        boolean newer = recent.isPresent()
                && known.isPresent()
                && known.get().getUpdatedAt().isAfter(recent.get().getUpdatedAt());
        return recent.isEmpty() || newer ? known : recent;
    }

    /** Remembers a canvas that this task shows, until its record has gone round. */
    public void remember(CanvasState canvas) {
        recentCanvases.put(canvas.getCanvasId(), canvas);
    }
}
