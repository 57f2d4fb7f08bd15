package dev.writ.topology.decide;

import dev.writ.policy.Agent;
import dev.writ.policy.Resolution;
import dev.writ.schemas.event.CanvasAction;
import dev.writ.schemas.event.CanvasState;
import dev.writ.topology.intake.Request;
import java.util.List;
import java.util.Optional;

/**
 * Who is responsible for a request.
 *
 * @param agent the agent
 * @param path how it was found
 * @param known false if not even the system default agent is there, and a STUDENT stands in for it
 */
record Responsibility(Agent agent, List<String> path, boolean known) {

    /** Resolves the agent: the one named, else the one that presented what is submitted or closed, else the chain. */
    static Responsibility of(Request request, Optional<CanvasTarget> canvas, Resolution.Directory directory) {
        Optional<String> named = request.agentId()
                .or(() -> canvas.filter(target -> target.action() != CanvasAction.PRESENT)
                        .flatMap(CanvasTarget::before)
                        .map(CanvasState::getAgentId));
        Resolution resolution = Resolution.of(named, request.sessionId(), request.workspaceId(), directory);
        return new Responsibility(
                resolution.agent().orElse(Agent.STAND_IN),
                resolution.path(),
                resolution.agent().isPresent());
    }

    /** The system default agent in place of an agent whose check failed. */
    Responsibility fallenBack(Resolution.Directory directory) {
        Optional<Agent> systemDefault = directory.agent(Agent.SYSTEM_DEFAULT_ID);
        return new Responsibility(systemDefault.orElse(Agent.STAND_IN), path, systemDefault.isPresent());
    }
}
