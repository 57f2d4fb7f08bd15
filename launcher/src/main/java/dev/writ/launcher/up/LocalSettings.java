package dev.writ.launcher.up;

import dev.writ.launcher.audit.KeyFile;
import dev.writ.launcher.audit.OwnerOnlyFile;
import dev.writ.launcher.console.RefusedException;
import dev.writ.launcher.role.Role;
import dev.writ.launcher.role.ServerAddresses;
import dev.writ.launcher.settings.Settings;
import dev.writ.local.LocalCluster;
import dev.writ.sink.checkpoint.CheckpointConfig;
import dev.writ.sink.personal.KeyEncryptionKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The roles' settings under {@code writ up}: addresses follow from the local cluster and may not be given.
 *
 * @param given what the user set
 * @param data the folder that keeps all data
 * @param ports where to listen
 */
public record LocalSettings(Settings given, Path data, LocalPorts ports) {

    private static final String OPERATOR = "localhost/writ";

    /**
     * Checks the settings as well as they can be before anything runs.
     *
     * @throws RefusedException if an address is given
     * @throws org.apache.kafka.common.config.ConfigException if a setting is bad
     */
    public LocalSettings checked() {
        Settings planned = complete(
                ports.http(),
                new ServerAddresses("localhost:9092", "http://localhost:8081", "jdbc:postgresql:writ", "writ", "writ"));
        for (Role role : Role.values()) {
            role.check(planned);
        }
        return this;
    }

    /** The roles' settings with the addresses of the running cluster, and of the gateway to be. */
    Settings leadingTo(LocalCluster cluster, int httpPort) {
        return complete(
                httpPort,
                new ServerAddresses(
                        cluster.bootstrapServers(),
                        cluster.registryUrl().toString(),
                        cluster.jdbcUrl(),
                        cluster.jdbcUser(),
                        cluster.jdbcPassword()));
    }

    /** Makes the key that signs the audit's checkpoints, unless it is there or the user has named another. */
    void ensureOperatorKey() {
        if (!given.values().containsKey(CheckpointConfig.KEY_FILE)) {
            KeyFile.ensure(operatorKey(), OPERATOR);
        }
    }

    private Path operatorKey() {
        return data.resolve("operator.key");
    }

    /** Makes the key that keeps personal texts, unless it is there or the user has named another. */
    void ensurePersonalKey() {
        Path file = personalKey();
        if (given.values().containsKey(KeyEncryptionKey.SETTING) || Files.exists(file)) {
            return;
        }
        try {
            OwnerOnlyFile.write(file, KeyEncryptionKey.generate() + "\n");
        } catch (IOException e) {
            throw new RefusedException(file + " cannot be written: " + e, e);
        }
    }

    private Path personalKey() {
        return data.resolve("personal.key");
    }

    private Settings complete(int httpPort, ServerAddresses servers) {
        Map<String, String> fixed = new LinkedHashMap<>(servers.settings());
        fixed.put("gateway.port", Integer.toString(httpPort));
        fixed.put("management.port", Integer.toString(ports.management()));
        for (String key : fixed.keySet()) {
            if (given.values().containsKey(key)) {
                throw new RefusedException("writ up sets " + key
                        + " itself: use its options for ports, or the commands of single roles for other servers");
            }
        }
        Map<String, String> defaults = Map.of(
                CheckpointConfig.KEY_FILE,
                operatorKey().toString(),
                KeyEncryptionKey.SETTING,
                personalKey().toString(),
                "governance.state.dir",
                data.resolve("topology").toString(),
                "gateway.drain.ms",
                "0",
                "governance.instance.id",
                "writ-up",
                "worker.instance.id",
                "writ-up",
                "sink.instance.id",
                "writ-up");
        return new Settings(defaults).with(given).with(fixed);
    }
}
