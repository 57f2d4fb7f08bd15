package dev.writ.torture.fleet;

import dev.writ.local.Ports;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * The settings of a cluster of nodes that are brokers and controllers at once, each a process of its own that Kafka's own main
 * class runs. Whatever is kept is kept three times, and a write waits for two.
 */
final class Brokers {

    /** How many there are. */
    static final int COUNT = 3;

    /** Whose disk may be one that can be full. */
    static final String WITH_SMALL_DISK = "broker-3";

    private static final String CONTROLLER = "CONTROLLER";
    private static final String CLIENTS = "PLAINTEXT";

    private final Path directory;
    private final String clusterId = Uuid.randomUuid().toString();
    private final List<Integer> clientPorts = new ArrayList<>();
    private final List<Integer> controllerPorts = new ArrayList<>();

    /** @param directory of all nodes' data */
    Brokers(Path directory) {
        this.directory = directory;
        for (int i = 0; i < COUNT; i++) {
            clientPorts.add(Ports.free());
            controllerPorts.add(Ports.free());
        }
    }

    /** Where they keep what they are given. */
    List<Path> data() {
        return IntStream.rangeClosed(1, COUNT).mapToObj(this::data).toList();
    }

    private Path data(int id) {
        return directory.resolve("broker-" + id);
    }

    /** All of them, host:port. */
    String bootstrapServers() {
        return IntStream.rangeClosed(1, COUNT).mapToObj(this::address).collect(Collectors.joining(","));
    }

    /** host:port of one. */
    String address(int id) {
        return Ports.LOOPBACK + ":" + clientPorts.get(id - 1);
    }

    /**
     * Formats a node's folder and writes its settings.
     *
     * @param id from 1
     * @return the command that runs it
     * @throws IOException if the folder cannot be formatted
     */
    List<String> prepare(int id) throws IOException, InterruptedException {
        Path data = data(id);
        Files.createDirectories(data);
        try {
            new Formatter()
                    .setPrintStream(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8))
                    .setClusterId(clusterId)
                    .setNodeId(id)
                    .setControllerListenerName(CONTROLLER)
                    .setMetadataLogDirectory(data.toString())
                    .addDirectory(data.toString())
                    .run();
        } catch (IOException | InterruptedException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("the folder " + data + " cannot be formatted", e);
        }
        Path settings = directory.resolve("broker-" + id + ".properties");
        Files.writeString(
                settings,
                settings(id, data).entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue() + "\n")
                        .sorted()
                        .collect(Collectors.joining()));
        return List.of(
                Path.of(System.getProperty("java.home", ""), "bin", "java").toString(),
                "-Xmx320m",
                "-XX:+UseSerialGC",
                WritScript.COMPILER,
                "-cp",
                System.getProperty("java.class.path", ""),
                "kafka.Kafka",
                settings.toString());
    }

    private Map<String, String> settings(int id, Path data) {
        String voters = IntStream.rangeClosed(1, COUNT)
                .mapToObj(node -> node + "@" + Ports.LOOPBACK + ":" + controllerPorts.get(node - 1))
                .collect(Collectors.joining(","));
        String listeners = CLIENTS + "://" + address(id) + "," + CONTROLLER + "://" + Ports.LOOPBACK + ":"
                + controllerPorts.get(id - 1);
        return Map.ofEntries(
                Map.entry("process.roles", "broker,controller"),
                Map.entry("node.id", Integer.toString(id)),
                Map.entry("controller.quorum.voters", voters),
                Map.entry("controller.listener.names", CONTROLLER),
                Map.entry("inter.broker.listener.name", CLIENTS),
                Map.entry("listener.security.protocol.map", CONTROLLER + ":PLAINTEXT," + CLIENTS + ":PLAINTEXT"),
                Map.entry("listeners", listeners),
                Map.entry("advertised.listeners", listeners),
                Map.entry("log.dirs", data.toString()),
                Map.entry("auto.create.topics.enable", "false"),
                Map.entry("default.replication.factor", "3"),
                Map.entry("min.insync.replicas", "2"),
                Map.entry("offsets.topic.replication.factor", "3"),
                Map.entry("offsets.topic.num.partitions", "6"),
                Map.entry("transaction.state.log.replication.factor", "3"),
                Map.entry("transaction.state.log.min.isr", "2"),
                Map.entry("transaction.state.log.num.partitions", "6"),
                Map.entry("share.coordinator.state.topic.replication.factor", "3"),
                Map.entry("share.coordinator.state.topic.min.isr", "2"),
                Map.entry("share.coordinator.state.topic.num.partitions", "6"),
                Map.entry("group.initial.rebalance.delay.ms", "0"),
                Map.entry("broker.session.timeout.ms", "6000"),
                Map.entry("broker.heartbeat.interval.ms", "1000"),
                Map.entry("add.partitions.to.txn.retry.backoff.ms", "1"),
                Map.entry("log.cleaner.dedupe.buffer.size", "4194304"),
                Map.entry("log.index.size.max.bytes", "1048576"),
                Map.entry("num.network.threads", "2"),
                Map.entry("num.io.threads", "4"),
                Map.entry("background.threads", "2"),
                Map.entry("num.recovery.threads.per.data.dir", "1"));
    }
}
