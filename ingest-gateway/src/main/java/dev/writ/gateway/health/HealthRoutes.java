package dev.writ.gateway.health;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.writ.gateway.http.Answer;
import dev.writ.gateway.http.Exchange;
import dev.writ.gateway.http.Problems;
import dev.writ.gateway.http.Route;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Liveness, readiness and metrics of a process. */
public final class HealthRoutes {

    /** The text format of Prometheus, version 0.0.4. */
    private static final String EXPOSITION = "text/plain; version=0.0.4; charset=utf-8";

    private final Supplier<Map<String, String>> troubles;
    private final Supplier<String> metrics;

    /**
     * @param troubles why each part that does not work now does not, by the names of the parts; empty if all do
     * @param metrics all metrics in the text format of Prometheus
     */
    public HealthRoutes(Supplier<Map<String, String>> troubles, Supplier<String> metrics) {
        this.troubles = troubles;
        this.metrics = metrics;
    }

    /** The routes. */
    public List<Route> routes() {
        return Stream.of(
                        Route.get("/health/live", HealthRoutes::live),
                        Route.get("/health/ready", this::ready),
                        Route.get("/metrics", _ -> new Answer.Text(200, EXPOSITION, metrics.get())))
                .map(Route::untraced)
                .toList();
    }

    private static Answer live(Exchange exchange) {
        return Answer.ok(JsonNodeFactory.instance.objectNode().put("status", "up"));
    }

    private Answer ready(Exchange exchange) {
        Map<String, String> now = troubles.get();
        if (now.isEmpty()) {
            return Answer.ok(JsonNodeFactory.instance.objectNode().put("status", "ready"));
        }
        ObjectNode parts = JsonNodeFactory.instance.objectNode();
        now.forEach(parts::put);
        return new Answer.Failure(
                Problems.unavailable("not_ready", "Some parts do not work now.").with("parts", parts));
    }
}
