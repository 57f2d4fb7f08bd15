package dev.writ.gateway.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.writ.gateway.http.Answer;
import dev.writ.gateway.http.Exchange;
import dev.writ.gateway.http.ProblemException;
import dev.writ.gateway.http.Problems;
import dev.writ.gateway.http.Route;
import dev.writ.gateway.request.AgentCommands;
import dev.writ.gateway.request.Intake;
import dev.writ.gateway.request.IntakeReader;
import dev.writ.gateway.state.StateView;
import dev.writ.gateway.view.AgentJson;
import dev.writ.gateway.view.CapabilitiesJson;
import dev.writ.schemas.event.AgentCommand;
import dev.writ.schemas.event.AgentState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Agents: what there are, what they may do, and what changes them. */
final class AgentRoutes {

    private static final int MOST_LISTED = 500;
    private static final int USUALLY_LISTED = 100;
    private static final String AGENTS = "/api/agents";

    private final IntakeReader intakes;
    private final CommandDesk desk;
    private final StateView state;

    AgentRoutes(IntakeReader intakes, CommandDesk desk, StateView state) {
        this.intakes = intakes;
        this.desk = desk;
        this.state = state;
    }

    List<Route> routes() {
        return List.of(
                Route.post(AGENTS, this::register),
                Route.get(AGENTS, this::list),
                Route.get(AGENTS + "/{id}", this::get),
                Route.get(AGENTS + "/{id}/capabilities", this::capabilities),
                Route.post(AGENTS + "/{id}/promote", exchange -> command(exchange, AgentCommands::promote)),
                Route.post(AGENTS + "/{id}/demote", exchange -> command(exchange, AgentCommands::demote)),
                Route.post(AGENTS + "/{id}/release", exchange -> command(exchange, AgentCommands::release)),
                Route.post(AGENTS + "/{id}/pause", exchange -> command(exchange, AgentCommands::pause)),
                Route.post(AGENTS + "/{id}/resume", exchange -> command(exchange, AgentCommands::resume)),
                Route.post(AGENTS + "/{id}/feedback", exchange -> command(exchange, AgentCommands::feedback)));
    }

    private Answer register(Exchange exchange) throws InterruptedException {
        Intake intake = intakes.read(exchange);
        return desk.command(
                intake,
                AgentCommands.register(intake),
                agent -> new Answer.Json(201, AgentJson.of(agent), Map.of("Location", locationOf(agent.getAgentId()))));
    }

    private interface Command {
        AgentCommand of(Intake intake, String agentId);
    }

    private Answer command(Exchange exchange, Command command) throws InterruptedException {
        String agentId = Parameters.id(exchange);
        Intake intake = intakes.readOptional(exchange);
        return desk.command(intake, command.of(intake, agentId), agent -> Answer.ok(AgentJson.of(agent)));
    }

    /** Pages in the order of the ids: {@code next} is the value of {@code after} for the next page. */
    private Answer list(Exchange exchange) {
        Parameters parameters = new Parameters(exchange, Set.of("workspace_id", "limit", "after"));
        Optional<String> workspace = parameters.id("workspace_id");
        int limit = parameters.integer("limit", 1, MOST_LISTED, USUALLY_LISTED);
        List<AgentState> agents = state.agentsAfter(parameters.id("after").orElse(""))
                .filter(agent ->
                        workspace.map(id -> id.equals(agent.getWorkspaceId())).orElse(true))
                .limit(limit + 1L)
                .toList();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode array = json.putArray("agents");
        agents.stream().limit(limit).forEach(agent -> array.add(AgentJson.of(agent)));
        if (agents.size() > limit) {
            json.put("next", agents.get(limit - 1).getAgentId());
        }
        return Answer.ok(json);
    }

    private Answer get(Exchange exchange) {
        new Parameters(exchange, Set.of());
        return Answer.ok(AgentJson.of(agent(exchange)));
    }

    private Answer capabilities(Exchange exchange) {
        new Parameters(exchange, Set.of());
        AgentState agent = agent(exchange);
        return Answer.ok(CapabilitiesJson.of(agent, GovernanceRoutes.policyOf(state)));
    }

    private AgentState agent(Exchange exchange) {
        return state.agent(Parameters.id(exchange))
                .orElseThrow(() -> new ProblemException(Problems.notFound("agent_unknown", "There is no such agent.")));
    }

    /** Where an agent is. */
    static String locationOf(String agentId) {
        return AGENTS + "/" + agentId;
    }
}
