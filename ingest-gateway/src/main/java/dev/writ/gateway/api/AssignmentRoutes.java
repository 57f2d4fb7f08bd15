package dev.writ.gateway.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.writ.gateway.http.Answer;
import dev.writ.gateway.http.Exchange;
import dev.writ.gateway.http.Problem;
import dev.writ.gateway.http.ProblemException;
import dev.writ.gateway.http.Route;
import dev.writ.gateway.json.Members;
import dev.writ.gateway.request.Intake;
import dev.writ.gateway.request.IntakeReader;
import dev.writ.gateway.state.StateView;
import dev.writ.schemas.Topics;
import dev.writ.schemas.event.SessionState;
import dev.writ.schemas.event.WorkspaceState;
import java.util.List;
import java.util.Optional;

/** Which agent a session has, and which a workspace falls back to. */
final class AssignmentRoutes {

    private static final String AGENT_ID = "agent_id";

    private final IntakeReader intakes;
    private final StateDesk desk;
    private final StateView state;

    AssignmentRoutes(IntakeReader intakes, StateDesk desk, StateView state) {
        this.intakes = intakes;
        this.desk = desk;
        this.state = state;
    }

    List<Route> routes() {
        return List.of(
                Route.put("/api/sessions/{id}/agent", this::session),
                Route.put("/api/workspaces/{id}/default-agent", this::workspace));
    }

    private Answer session(Exchange exchange) throws InterruptedException {
        String id = Parameters.id(exchange);
        Intake intake = intakes.read(exchange);
        Optional<String> agentId = agent(intake);
        SessionState session = SessionState.newBuilder()
                .setSessionId(id)
                .setAgentId(agentId.orElse(null))
                .setActor(intake.principal().name())
                .setUpdatedAt(desk.now())
                .build();
        desk.write(intake, Topics.SESSIONS, id, session);
        return answer(
                "session_id",
                id,
                agentId,
                session.getActor(),
                session.getUpdatedAt().toString());
    }

    private Answer workspace(Exchange exchange) throws InterruptedException {
        String id = Parameters.id(exchange);
        Intake intake = intakes.read(exchange);
        Optional<String> agentId = agent(intake);
        WorkspaceState workspace = WorkspaceState.newBuilder()
                .setWorkspaceId(id)
                .setDefaultAgentId(agentId.orElse(null))
                .setActor(intake.principal().name())
                .setUpdatedAt(desk.now())
                .build();
        desk.write(intake, Topics.WORKSPACES, id, workspace);
        return answer(
                "workspace_id",
                id,
                agentId,
                workspace.getActor(),
                workspace.getUpdatedAt().toString());
    }

    /** The agent of {@code {agent_id}}; null takes the assignment away. */
    private Optional<String> agent(Intake intake) {
        Members members = intake.body().members();
        if (!members.has(AGENT_ID)) {
            throw members.missing(AGENT_ID);
        }
        Optional<String> agentId = members.id(AGENT_ID);
        members.end();
        if (agentId.isPresent() && state.agent(agentId.get()).isEmpty()) {
            throw new ProblemException(Problem.of(422, "agent_unknown", "Refused", "There is no such agent.")
                    .with("pointer", "/" + AGENT_ID));
        }
        return agentId;
    }

    private static Answer answer(String name, String id, Optional<String> agentId, String actor, String updatedAt) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put(name, id).put(AGENT_ID, agentId.orElse(null));
        return Answer.ok(json.put("actor", actor).put("updated_at", updatedAt));
    }
}
