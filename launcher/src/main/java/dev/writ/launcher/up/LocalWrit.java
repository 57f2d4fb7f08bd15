package dev.writ.launcher.up;

import dev.writ.launcher.RefusedException;
import dev.writ.launcher.logging.LogFile;
import dev.writ.launcher.role.Assembly;
import dev.writ.launcher.role.Part;
import dev.writ.launcher.role.Role;
import dev.writ.launcher.settings.Settings;
import dev.writ.local.LocalCluster;
import dev.writ.local.LocalClusterConfig;
import dev.writ.local.LocalClusterException;
import dev.writ.local.Ports;
import dev.writ.schemas.KafkaConnection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/** Broker, database, schema registry and every role in this process. */
public final class LocalWrit implements AutoCloseable {

    /** A broker on two cores serves more partitions only more slowly. */
    private static final int PARTITION_LIMIT = 3;

    private static final Duration READY_WITHIN = Duration.ofMinutes(2);
    private static final String LOG = "writ.log";

    private final Assembly assembly;
    private final LocalCluster cluster;
    private final URI url;
    private final Path data;

    private LocalWrit(Assembly assembly, LocalCluster cluster, URI url, Path data) {
        this.assembly = assembly;
        this.cluster = cluster;
        this.url = url;
        this.data = data;
    }

    /**
     * Starts everything and waits until it is ready.
     *
     * @param data the folder that keeps all data; made if missing
     * @param given the roles' settings; addresses follow from the options and may not be among them
     * @throws RefusedException if a port is taken, the folder is in use, or a setting is not allowed here
     * @throws org.apache.kafka.common.config.ConfigException if a setting is bad
     * @throws InterruptedException if the wait is interrupted
     */
    public static LocalWrit start(UpOptions options, Path data, Settings given) throws InterruptedException {
        Assembly assembly = new Assembly();
        try {
            int httpPort = Ports.resolve("The gateway", options.httpPort);
            Settings planned =
                    addressed(given, httpPort, "localhost:9092", "http://localhost:8081", "jdbc:postgresql:writ");
            Arrays.stream(Role.values()).forEach(role -> role.check(planned));

            LocalCluster cluster = LocalCluster.start(new LocalClusterConfig(
                    data, options.kafkaPort, options.registryPort, options.postgresPort, PARTITION_LIMIT));
            assembly.add(new Part("local cluster", () -> true, cluster::close));
            LogFile.open(data.resolve(LOG));

            Settings settings = addressed(
                    given,
                    httpPort,
                    cluster.bootstrapServers(),
                    cluster.registryUrl().toString(),
                    cluster.jdbcUrl());
            List<Callable<Part>> roles = Arrays.stream(Role.values())
                    .<Callable<Part>>map(role -> () -> role.start(settings))
                    .collect(Collectors.toList());
            assembly.addAll(roles);
            assembly.awaitReady(READY_WITHIN);
            URI url = URI.create("http://" + Ports.LOOPBACK + ":" + httpPort);
            return new LocalWrit(assembly, cluster, url, data);
        } catch (LocalClusterException e) {
            assembly.close();
            throw new RefusedException(Objects.requireNonNullElse(e.getMessage(), e.toString()), e);
        } catch (RuntimeException | InterruptedException e) {
            assembly.close();
            throw e;
        }
    }

    private static Settings addressed(Settings given, int httpPort, String kafka, String registry, String jdbc) {
        Map<String, String> addresses = new LinkedHashMap<>();
        addresses.put(KafkaConnection.BOOTSTRAP_SERVERS, kafka);
        addresses.put(KafkaConnection.REGISTRY_URL, registry);
        addresses.put("jdbc.url", jdbc);
        addresses.put("jdbc.user", "writ");
        addresses.put("jdbc.password", "writ");
        addresses.put("gateway.http.port", Integer.toString(httpPort));
        for (String key : addresses.keySet()) {
            if (given.values().containsKey(key)) {
                throw new RefusedException("writ up sets " + key
                        + " itself: use its options for ports, or the commands of single roles for other servers");
            }
        }
        return given.with(addresses);
    }

    /** The gateway's base URL. */
    public URI url() {
        return url;
    }

    /** The broker, database and registry. */
    public LocalCluster cluster() {
        return cluster;
    }

    /** The file with the details of what happens. */
    public Path log() {
        return data.resolve(LOG);
    }

    /** Stops everything, in the reverse order of its start. */
    @Override
    public void close() {
        assembly.close();
    }
}
