package dev.writ.gateway.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.writ.gateway.http.Answer;
import dev.writ.gateway.http.Exchange;
import dev.writ.gateway.http.Problem;
import dev.writ.gateway.http.Problems;
import dev.writ.gateway.http.Route;
import java.util.List;
import java.util.Map;

/** Liveness and readiness. */
final class HealthRoutes {

    private final Readiness readiness;

    HealthRoutes(Readiness readiness) {
        this.readiness = readiness;
    }

    List<Route> routes() {
        return List.of(Route.get("/health/live", HealthRoutes::live), Route.get("/health/ready", this::ready));
    }

    private static Answer live(Exchange exchange) {
        return Answer.ok(JsonNodeFactory.instance.objectNode().put("status", "up"));
    }

    private Answer ready(Exchange exchange) {
        Map<String, String> troubles = readiness.troubles();
        if (troubles.isEmpty()) {
            return Answer.ok(JsonNodeFactory.instance.objectNode().put("status", "ready"));
        }
        ObjectNode parts = JsonNodeFactory.instance.objectNode();
        troubles.forEach(parts::put);
        Problem problem = Problems.unavailable("not_ready", "Some parts of the gateway do not work now.");
        return new Answer.Failure(problem.with("parts", parts));
    }
}
