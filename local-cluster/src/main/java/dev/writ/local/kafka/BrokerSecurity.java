package dev.writ.local.kafka;

import java.util.List;
import java.util.Map;

/**
 * How a node knows who connects, and what it lets them do.
 *
 * @param settings go over the node's own; its listeners are {@value #CLIENTS} and {@value #CONTROLLER}
 * @param scramUsers that the node knows from its first start on, as kafka-storage.sh takes them: {@code
 *     SCRAM-SHA-512=[name=admin,password=secret]}
 */
public record BrokerSecurity(Map<String, String> settings, List<String> scramUsers) {

    /** The listener that everybody connects to, the node itself too. */
    public static final String CLIENTS = "CLIENTS";

    /** The listener that only the node itself connects to. */
    public static final String CONTROLLER = "CONTROLLER";

    /** Whoever reaches loopback may do everything. */
    public static final BrokerSecurity NONE = new BrokerSecurity(
            Map.of("listener.security.protocol.map", CLIENTS + ":PLAINTEXT," + CONTROLLER + ":PLAINTEXT"), List.of());

    public BrokerSecurity {
        settings = Map.copyOf(settings);
        scramUsers = List.copyOf(scramUsers);
    }
}
