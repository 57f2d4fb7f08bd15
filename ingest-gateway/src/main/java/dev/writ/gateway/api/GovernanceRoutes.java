package dev.writ.gateway.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.writ.gateway.decision.CacheStatistics;
import dev.writ.gateway.http.Answer;
import dev.writ.gateway.http.Exchange;
import dev.writ.gateway.http.ProblemException;
import dev.writ.gateway.http.Problems;
import dev.writ.gateway.http.Route;
import dev.writ.gateway.request.FormRequests;
import dev.writ.gateway.request.Intake;
import dev.writ.gateway.request.IntakeReader;
import dev.writ.gateway.state.StateView;
import dev.writ.gateway.view.DecisionJson;
import dev.writ.gateway.view.PolicyJson;
import dev.writ.schemas.event.ActionDecided;
import dev.writ.schemas.event.PolicyState;
import java.util.List;
import java.util.Set;

/** Governance: the rules in force, checks without acting, and the decision caches. */
final class GovernanceRoutes {

    private final IntakeReader intakes;
    private final DecisionDesk desk;
    private final StateView state;
    private final CacheStatistics caches;

    GovernanceRoutes(IntakeReader intakes, DecisionDesk desk, StateView state, CacheStatistics caches) {
        this.intakes = intakes;
        this.desk = desk;
        this.state = state;
        this.caches = caches;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/api/governance/rules", this::rules),
                Route.get("/api/governance/cache", this::cache),
                Route.post("/api/governance/check", this::check));
    }

    /**
     * The policy in force.
     *
     * @throws ProblemException 503 if none was published yet
     */
    static PolicyState policyOf(StateView state) {
        return state.policy()
                .orElseThrow(() -> new ProblemException(
                        Problems.unavailable("policy_missing", "No policy was published yet; try again.")));
    }

    private Answer rules(Exchange exchange) {
        new Parameters(exchange, Set.of());
        return Answer.ok(PolicyJson.of(policyOf(state)));
    }

    private Answer cache(Exchange exchange) {
        new Parameters(exchange, Set.of());
        return Answer.ok(caches.toJson());
    }

    /** 200 whatever the check says: nothing was asked to be done. */
    private Answer check(Exchange exchange) throws InterruptedException {
        Intake intake = intakes.read(exchange);
        return desk.check(intake, FormRequests.check(intake), (decision, _) -> checked(decision));
    }

    private static Answer checked(ActionDecided decision) {
        ObjectNode json = DecisionJson.check(decision);
        return Answer.ok(json.put("request_id", decision.getRequestId()));
    }
}
