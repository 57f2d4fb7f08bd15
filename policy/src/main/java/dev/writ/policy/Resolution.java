package dev.writ.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which agent is responsible, and how it was found. First hit wins: the agent asked for, the session's, the workspace's
 * default, the system default. An agent of another workspace counts as not found.
 *
 * @param agent the responsible agent; empty if even the system default is missing
 * @param path a token for each step, in order
 */
public record Resolution(Optional<Agent> agent, List<String> path) {

    /** What resolution may look up. */
    public interface Directory {
        /** The agent that has the id. */
        Optional<Agent> agent(String id);

        /** The id of the session's agent. */
        Optional<String> sessionAgent(String sessionId);

        /** The id of the workspace's default agent. */
        Optional<String> workspaceDefault(String workspaceId);
    }

    public Resolution {
        path = List.copyOf(path);
    }

    /** Finds the agent of a request. */
    public static Resolution of(
            Optional<String> agentId, Optional<String> sessionId, String workspaceId, Directory directory) {
        List<String> path = new ArrayList<>();
        Optional<Agent> found = Optional.empty();
        if (agentId.isPresent()) {
            found = inWorkspace(agentId, workspaceId, directory);
            path.add(found.isPresent() ? "explicit_agent_id" : "explicit_agent_id_not_found");
        }
        if (found.isEmpty()) {
            found = inWorkspace(sessionId.flatMap(directory::sessionAgent), workspaceId, directory);
            path.add(found.isPresent() ? "session_agent" : "no_session_agent");
        }
        if (found.isEmpty()) {
            found = inWorkspace(directory.workspaceDefault(workspaceId), workspaceId, directory);
            path.add(found.isPresent() ? "workspace_default" : "no_workspace_default");
        }
        if (found.isEmpty()) {
            found = directory.agent(Agent.SYSTEM_DEFAULT_ID);
            path.add(found.isPresent() ? "system_default" : "resolution_failed");
        }
        return new Resolution(found, path);
    }

    private static Optional<Agent> inWorkspace(Optional<String> id, String workspaceId, Directory directory) {
        return id.flatMap(directory::agent)
                .filter(agent ->
                        agent.workspaceId().equals(workspaceId) || agent.id().equals(Agent.SYSTEM_DEFAULT_ID));
    }
}
