package dev.writ.local;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a cluster keeps its data and listens.
 *
 * @param dataDirectory kept across restarts, made if missing; null: a temporary one that is deleted at the end
 * @param kafkaPort 1 to 65535; 0 allocates a free one
 * @param registryPort likewise
 * @param postgresPort likewise
 * @param partitionLimit most partitions that a new topic gets, 1 or more
 * @param postgresSettings of the PostgreSQL server, such as shared_buffers, before those that a local cluster has
 */
public record LocalClusterConfig(
        @Nullable Path dataDirectory,
        int kafkaPort,
        int registryPort,
        int postgresPort,
        int partitionLimit,
        Map<String, String> postgresSettings) {

    private static final int FEW_PARTITIONS = 2;

    public LocalClusterConfig {
        port("kafkaPort", kafkaPort);
        port("registryPort", registryPort);
        port("postgresPort", postgresPort);
        List<Integer> chosen = Stream.of(kafkaPort, registryPort, postgresPort)
                .filter(port -> port != 0)
                .toList();
        if (Set.copyOf(chosen).size() < chosen.size()) {
            throw new IllegalArgumentException("the ports must differ");
        }
        if (partitionLimit < 1) {
            throw new IllegalArgumentException("partitionLimit must be 1 or more, not " + partitionLimit);
        }
        postgresSettings = Map.copyOf(postgresSettings);
    }

    /** A cluster with the usual settings of PostgreSQL. */
    public LocalClusterConfig(
            @Nullable Path dataDirectory, int kafkaPort, int registryPort, int postgresPort, int partitionLimit) {
        this(dataDirectory, kafkaPort, registryPort, postgresPort, partitionLimit, Map.of());
    }

    /** A cluster that leaves nothing behind, on free ports, with few partitions. */
    public static LocalClusterConfig ephemeral() {
        return new LocalClusterConfig(null, 0, 0, 0, FEW_PARTITIONS);
    }

    private static void port(String name, int port) {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException(name + " must be 0 to 65535, not " + port);
        }
    }
}
