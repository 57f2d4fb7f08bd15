package dev.writ.benchmark.revocation;

import dev.writ.benchmark.writ.BenchAgent;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Locale;

/** What ends running streams. */
enum Revocation {
    /** Each stream by a command of its own. */
    CANCEL("cancelled_by_client"),
    /** All of the agent. */
    PAUSE("agent_paused"),
    /** All of the agent: a STUDENT may not chat. */
    DEMOTE("agent_demoted"),
    /** All of the workspace. */
    EMERGENCY_STOP("emergency_stop");

    private final String cause;

    Revocation(String cause) {
        this.cause = cause;
    }

    /** What the end of a stream gives as its cause. */
    String cause() {
        return cause;
    }

    /** Its name in reports. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The commands that end all streams of an agent: one for all, or one for each in the order of the executions. */
    List<HttpRequest> commands(URI gateway, BenchAgent agent, List<String> executions) {
        String ofAgent = "/api/agents/" + agent.id();
        return switch (this) {
            case CANCEL ->
                executions.stream()
                        .map(execution -> command(gateway, "POST", "/api/executions/" + execution + "/cancel", "{}"))
                        .toList();
            case PAUSE -> List.of(command(gateway, "POST", ofAgent + "/pause", "{}"));
            case DEMOTE -> List.of(command(gateway, "POST", ofAgent + "/demote", """
                    {"status": "STUDENT"}"""));
            case EMERGENCY_STOP ->
                List.of(command(
                        gateway, "PUT", "/api/governance/controls/EMERGENCY_STOP", """
                    {"workspace_id": "%s", "value": true, "actor": "bench", "reason": "measured"}""".formatted(agent.workspace())));
        };
    }

    private static HttpRequest command(URI gateway, String method, String path, String body) {
        return HttpRequest.newBuilder(gateway.resolve(path))
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body))
                .build();
    }
}
