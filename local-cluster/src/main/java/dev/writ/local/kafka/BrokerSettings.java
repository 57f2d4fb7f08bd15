package dev.writ.local.kafka;

import dev.writ.local.Ports;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The settings of the node in this JVM. */
final class BrokerSettings {

    static final int NODE_ID = 1;

    private BrokerSettings() {}

    /**
     * All settings.
     *
     * @param directory of the node's data
     * @param brokerPort where clients connect
     * @param controllerPort where only the node itself connects; may differ at each start, since the quorum of one is
     *     static and so never written down
     */
    static Map<String, String> of(Path directory, int brokerPort, int controllerPort) {
        String broker = BrokerSecurity.CLIENTS + "://" + Ports.LOOPBACK + ":" + brokerPort;
        String controller = BrokerSecurity.CONTROLLER + "://" + Ports.LOOPBACK + ":" + controllerPort;
        Map<String, String> settings = new HashMap<>(SingleNodeSettings.ALL);
        settings.putAll(Map.of(
                "process.roles",
                "broker,controller",
                "node.id",
                Integer.toString(NODE_ID),
                "controller.quorum.voters",
                NODE_ID + "@" + Ports.LOOPBACK + ":" + controllerPort,
                "controller.listener.names",
                BrokerSecurity.CONTROLLER,
                "inter.broker.listener.name",
                BrokerSecurity.CLIENTS,
                "listeners",
                broker + "," + controller,
                "advertised.listeners",
                broker + "," + controller,
                "log.dirs",
                directory.toString()));
        return settings;
    }
}
