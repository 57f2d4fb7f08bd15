package dev.writ.local.kafka;

import dev.writ.local.LocalClusterException;
import dev.writ.local.Ports;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import kafka.server.KafkaConfig;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;

/** A running Kafka node. Its cluster id and its data outlive it in its directory. */
public final class Broker implements AutoCloseable {

    private final Node node;
    private final String bootstrapServers;

    private Broker(Node node, String bootstrapServers) {
        this.node = node;
        this.bootstrapServers = bootstrapServers;
    }

    /**
     * Formats the directory if it is new, and starts the node.
     *
     * @param directory of the node's data; made if missing
     * @param port where clients connect, on loopback
     * @throws LocalClusterException if it cannot start
     */
    public static Broker start(Path directory, int port) {
        return start(directory, port, BrokerSecurity.NONE);
    }

    /** As the other, for those whom the security lets in. */
    public static Broker start(Path directory, int port, BrokerSecurity security) {
        Map<String, String> settings = new HashMap<>(BrokerSettings.of(directory, port, Ports.free()));
        settings.putAll(security.settings());
        try {
            format(directory, security);
            return new Broker(Node.start(new KafkaConfig(settings, false)), Ports.LOOPBACK + ":" + port);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalClusterException("Kafka's start in " + directory + " was interrupted", e);
        } catch (Exception e) {
            throw new LocalClusterException("Kafka cannot start in " + directory + ": " + e.getMessage(), e);
        }
    }

    private static void format(Path directory, BrokerSecurity security) throws Exception {
        Files.createDirectories(directory);
        if (Files.exists(directory.resolve("meta.properties"))) {
            return;
        }
        new Formatter()
                .setPrintStream(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8))
                .setClusterId(Uuid.randomUuid().toString())
                .setNodeId(BrokerSettings.NODE_ID)
                .setControllerListenerName(BrokerSecurity.CONTROLLER)
                .setScramArguments(security.scramUsers())
                .setMetadataLogDirectory(directory.toString())
                .addDirectory(directory.toString())
                .run();
    }

    /** host:port. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** Stops the node once its logs are on disk. */
    @Override
    public void close() {
        node.close();
    }
}
