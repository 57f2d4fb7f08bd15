package dev.writ.launcher.up;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where {@code writ up} listens and keeps its data. Port 0 takes a free one. */
public final class UpOptions {

    private static final String DEFAULT = " (default: ${DEFAULT-VALUE}; 0: any free one).";

    @Option(
            names = "--http-port",
            paramLabel = "PORT",
            defaultValue = "8080",
            description = "Port of the HTTP gateway" + DEFAULT)
    private int httpPort;

    @Option(
            names = "--kafka-port",
            paramLabel = "PORT",
            defaultValue = "9092",
            description = "Port of the Kafka broker" + DEFAULT)
    private int kafkaPort;

    @Option(
            names = "--registry-port",
            paramLabel = "PORT",
            defaultValue = "8081",
            description = "Port of the schema registry" + DEFAULT)
    private int registryPort;

    @Option(
            names = "--postgres-port",
            paramLabel = "PORT",
            defaultValue = "5433",
            description = "Port of PostgreSQL" + DEFAULT)
    private int postgresPort;

    @Option(
            names = "--management-port",
            paramLabel = "PORT",
            defaultValue = "8082",
            description = "Port of health and metrics" + DEFAULT)
    private int managementPort;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Folder that keeps all data (default: data beside the writ script).")
    private @Nullable Path data;

    /** The ports as given. */
    public LocalPorts ports() {
        return new LocalPorts(httpPort, kafkaPort, registryPort, postgresPort, managementPort);
    }

    /**
     * The folder that keeps all data.
     *
     * @param home the folder of the writ script; null takes the current one
     */
    public Path data(@Nullable String home) {
        return data != null
                ? data.toAbsolutePath()
                : Path.of(home == null ? "" : home, "data").toAbsolutePath();
    }
}
