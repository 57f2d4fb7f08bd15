package dev.writ.launcher.management;

import dev.writ.schemas.settings.RoleSettings;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;

/**
 * Where a role without an HTTP surface of its own serves health and metrics.
 *
 * @param host address to listen on
 * @param port 0 to 65535; 0 takes a free one
 */
public record ManagementConfig(String host, int port) {

    private static final String HOST = "management.host";
    private static final String PORT = "management.port";

    /** Adds the keys to a role's own. */
    public static ConfigDef define(ConfigDef definition, int defaultPort) {
        return definition
                .define(
                        HOST,
                        ConfigDef.Type.STRING,
                        "127.0.0.1",
                        Importance.MEDIUM,
                        "Address where /health/live, /health/ready and /metrics are served")
                .define(
                        PORT,
                        ConfigDef.Type.INT,
                        defaultPort,
                        Range.between(0, 65_535),
                        Importance.MEDIUM,
                        "Port of that address; 0 takes a free one");
    }

    /**
     * Reads the keys.
     *
     * @param definition with these keys
     * @throws org.apache.kafka.common.config.ConfigException if a value is bad
     */
    public static ManagementConfig from(ConfigDef definition, Map<String, String> settings) {
        AbstractConfig config = RoleSettings.parse(definition, settings);
        return new ManagementConfig(config.getString(HOST), config.getInt(PORT));
    }
}
