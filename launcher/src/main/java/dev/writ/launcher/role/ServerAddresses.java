package dev.writ.launcher.role;

import dev.writ.schemas.KafkaConnection;
import java.util.Map;

/**
 * Where the roles find the servers that they need, each as the setting of its key.
 *
 * @param kafka brokers, host:port
 * @param registry base URLs of the schema registry
 * @param jdbcUrl the database
 * @param jdbcUser its user
 * @param jdbcPassword the user's password
 */
public record ServerAddresses(String kafka, String registry, String jdbcUrl, String jdbcUser, String jdbcPassword) {

    /** The settings that name them. */
    public Map<String, String> settings() {
        return Map.of(
                KafkaConnection.BOOTSTRAP_SERVERS,
                kafka,
                KafkaConnection.REGISTRY_URL,
                registry,
                "jdbc.url",
                jdbcUrl,
                "jdbc.user",
                jdbcUser,
                "jdbc.password",
                jdbcPassword);
    }
}
