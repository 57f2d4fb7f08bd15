package dev.writ.launcher.up;

import dev.writ.launcher.console.RefusedException;
import dev.writ.launcher.management.ManagementConfig;
import dev.writ.launcher.management.ManagementServer;
import dev.writ.launcher.management.Telemetry;
import dev.writ.launcher.role.Assembly;
import dev.writ.launcher.role.Part;
import dev.writ.local.LocalCluster;
import dev.writ.local.LocalClusterConfig;
import dev.writ.local.LocalClusterException;
import dev.writ.local.Ports;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Broker, database, schema registry and every role in this process. */
public final class LocalWrit implements AutoCloseable {

    /** A broker on two cores serves more partitions only more slowly. */
    private static final int PARTITION_LIMIT = 3;

    private final Assembly assembly;
    private final LocalCluster cluster;
    private final URI url;
    private final URI management;

    private LocalWrit(Assembly assembly, LocalCluster cluster, URI url, URI management) {
        this.assembly = assembly;
        this.cluster = cluster;
        this.url = url;
        this.management = management;
    }

    /** Starts everything as {@link #start(LocalSettings, Map)} does, without traces. */
    public static LocalWrit start(LocalSettings plan) throws InterruptedException {
        return start(plan, Map.of());
    }

    /**
     * Starts everything and waits until it is ready.
     *
     * @param environment with OpenTelemetry's variables, if there are to be traces
     * @throws RefusedException if a port is taken, the folder is in use, or a setting is not allowed here
     * @throws org.apache.kafka.common.config.ConfigException if a setting is bad
     * @throws InterruptedException if the wait is interrupted
     */
    public static LocalWrit start(LocalSettings plan, Map<String, String> environment) throws InterruptedException {
        Assembly assembly = new Assembly();
        try {
            LocalPorts ports = plan.ports();
            int httpPort = Ports.resolve("The gateway", ports.http());
            int managementPort = Ports.resolve("The management listener", ports.management());
            LocalCluster cluster = LocalCluster.start(new LocalClusterConfig(
                    plan.data(), ports.kafka(), ports.registry(), ports.postgres(), PARTITION_LIMIT));
            assembly.add(new Part("local cluster", Map::of, cluster::close));

            Telemetry telemetry = new Telemetry(environment, "writ");
            assembly.add(new Part("telemetry", Map::of, telemetry::close));
            ManagementServer management = ManagementServer.start(
                    new ManagementConfig(Ports.LOOPBACK, managementPort), assembly::troubles, telemetry);
            assembly.add(new Part("management", Map::of, management::close));
            plan.ensureOperatorKey();
            plan.ensurePersonalKey();
            assembly.addRoles(plan.leadingTo(cluster, httpPort), telemetry);
            return new LocalWrit(assembly, cluster, http(httpPort), http(management.port()));
        } catch (LocalClusterException e) {
            assembly.close();
            throw new RefusedException(Objects.requireNonNullElse(e.getMessage(), e.toString()), e);
        } catch (RuntimeException | InterruptedException e) {
            assembly.close();
            throw e;
        }
    }

    private static URI http(int port) {
        return URI.create("http://" + Ports.LOOPBACK + ":" + port);
    }

    /** The base URL of health and metrics. */
    public URI management() {
        return management;
    }

    /** The gateway's base URL. */
    public URI url() {
        return url;
    }

    /** The broker, database and registry. */
    public LocalCluster cluster() {
        return cluster;
    }

    /** Which role has given up for good, and why, in one line; empty while none has. */
    public Optional<String> givenUp() {
        return assembly.givenUp();
    }

    /** Stops everything, in the reverse order of its start. */
    @Override
    public void close() {
        assembly.close();
    }
}
