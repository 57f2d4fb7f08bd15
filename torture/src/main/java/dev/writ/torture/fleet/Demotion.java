package dev.writ.torture.fleet;

import dev.writ.torture.nemesis.Fault;
import dev.writ.torture.nemesis.Seen;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/** Takes an agent's maturity away while it works; gives it back, pinned. */
final class Demotion implements Fault {

    private static final String AGENTS = "/api/agents/";
    private static final Duration SOON = Duration.ofSeconds(30);

    private final GatewayCalls gateways;

    Demotion(GatewayCalls gateways) {
        this.gateways = gateways;
    }

    /** @param target the agent */
    @Override
    public Seen begin(String target) throws IOException, InterruptedException {
        return set(target, "/demote", "STUDENT");
    }

    @Override
    public Seen end(String target) throws IOException, InterruptedException {
        return set(target, "/promote", "INTERN");
    }

    private Seen set(String agent, String command, String status) throws IOException, InterruptedException {
        gateways.post(AGENTS + agent + command, Map.of("status", status));
        boolean seen = Patience.until(SOON, () -> status(agent).equals(status)).isPresent();
        return new Seen(seen, agent + " is " + status(agent));
    }

    private String status(String agent) throws IOException, InterruptedException {
        return gateways.get(AGENTS + agent).path("status").asText();
    }
}
