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
            register(gateways, Requests.STUDENT, "STUDENT");
            register(gateways, Requests.UNLUCKY, "INTERN");
            // A promotion pins, so that failures do not move it.
            gateways.post(PATH + "/" + Requests.UNLUCKY + "/promote", Map.of("status", "SUPERVISED"));
        }
    }

    private static void register(GatewayCalls gateways, String id, String status)
            throws IOException, InterruptedException {
        gateways.post(PATH, Map.of("id", id, "name", id, "status", status));
    }
}
