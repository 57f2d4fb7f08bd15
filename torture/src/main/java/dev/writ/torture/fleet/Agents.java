package dev.writ.torture.fleet;

import dev.writ.torture.driver.Requests;
import java.io.IOException;
import java.util.Map;

/** The agents that requests name. */
public final class Agents {

    private static final String PATH = "/api/agents";

    private Agents() {}

    /**
     * Registers them.
     *
     * @throws IOException if no gateway takes them
     */
    public static void register(Fleet fleet) throws IOException, InterruptedException {
        try (GatewayCalls gateways = new GatewayCalls(fleet.gateways())) {
            register(gateways, Requests.INTERN, "INTERN");
            register(gateways, Requests.STUDENT, "INTERN");
            register(gateways, Requests.UNLUCKY, "INTERN");
            // Both pin: it is to be blocked also when what ran under a bypass has gone well, and to run however often
            // it fails.
            gateways.post(PATH + "/" + Requests.STUDENT + "/demote", Map.of("status", "STUDENT"));
            gateways.post(PATH + "/" + Requests.UNLUCKY + "/promote", Map.of("status", "SUPERVISED"));
        }
    }

    private static void register(GatewayCalls gateways, String id, String status)
            throws IOException, InterruptedException {
        gateways.post(PATH, Map.of("id", id, "name", id, "status", status));
    }
}
