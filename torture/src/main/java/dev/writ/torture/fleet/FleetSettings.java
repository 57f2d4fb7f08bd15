package dev.writ.torture.fleet;

import dev.writ.local.Ports;
import dev.writ.local.postgres.Database;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the roles are told, as environment variables.
 *
 * @param bootstrapServers the brokers
 * @param registry the schema registry
 * @param jdbcUrl the sinks' database
 * @param files where they write
 * @param provider the provider's port
 */
record FleetSettings(String bootstrapServers, URI registry, String jdbcUrl, FleetFiles files, int provider) {

    static final String GATEWAY = "gateway";
    static final String PROVIDER = "provider";

    /** In the order in which they start. */
    static final List<String> ROLES = List.of("topology", "worker", "sink", GATEWAY);

    static final int OF_EACH_ROLE = 2;

    /** Kafka Streams works no longer than this between two transactions, each of which takes a second where processors are few. */
    private static final String LONGEST_BETWEEN_COMMITS = "500";

    /** The environment of one of them. */
    Map<String, String> environment(String role, String name, int port) {
        Map<String, String> settings = new HashMap<>(WritScript.environment("256m"));
        settings.putAll(Map.of(
                "WRIT_BOOTSTRAP_SERVERS",
                bootstrapServers,
                "WRIT_SCHEMA_REGISTRY_URL",
                registry.toString(),
                "WRIT_JDBC_URL",
                jdbcUrl,
                "WRIT_JDBC_USER",
                Database.NAME,
                "WRIT_JDBC_PASSWORD",
                Database.NAME,
                "WRIT_GOVERNANCE_STATE_DIR",
                files.file(name).toString(),
                "WRIT_GOVERNANCE_REPLICATION_FACTOR",
                "3",
                "WRIT_SINK_CHECKPOINT_KEY_FILE",
                files.operatorKey().toString(),
                "WRIT_SINK_CHECKPOINT_MS",
                "2000",
                "WRIT_GATEWAY_DRAIN_MS",
                "500"));
        settings.putAll(Map.of(
                "WRIT_WORKER_PROVIDER",
                "openai",
                "WRIT_WORKER_MODEL",
                "simulated",
                "WRIT_WORKER_OPENAI_BASE_URL",
                "http://" + Ports.LOOPBACK + ":" + provider + "/v1",
                "WRIT_GOVERNANCE_COMMIT_INTERVAL_MS",
                LONGEST_BETWEEN_COMMITS));
        settings.put(role.equals(GATEWAY) ? "WRIT_GATEWAY_PORT" : "WRIT_MANAGEMENT_PORT", Integer.toString(port));
        return settings;
    }
}
