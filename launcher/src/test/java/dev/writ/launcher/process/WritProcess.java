package dev.writ.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.writ.launcher.up.LocalPorts;
import dev.writ.local.Ports;
import dev.writ.schemas.KafkaConnection;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A running {@code ./writ up} and what it printed. */
public final class WritProcess implements AutoCloseable {

    private static final Duration READY_WITHIN = Duration.ofMinutes(2);

    private final ChildProcess process;
    private final LocalPorts ports;

    private WritProcess(ChildProcess process, LocalPorts ports) {
        this.process = process;
        this.ports = ports;
    }

    /** Ports that nobody has now. */
    public static LocalPorts freePorts() {
        return new LocalPorts(Ports.free(), Ports.free(), Ports.free(), Ports.free(), Ports.free());
    }

    /** Starts {@code ./writ up} as the build left it. */
    static WritProcess up(Path data, LocalPorts ports) throws IOException {
        return up(data, ports, Map.of());
    }

    /**
     * Starts it with settings of its own.
     *
     * @param environment further variables
     */
    public static WritProcess up(Path data, LocalPorts ports, Map<String, String> environment) throws IOException {
        List<String> arguments = List.of(
                "up",
                "--data=" + data,
                "--http-port=" + ports.http(),
                "--kafka-port=" + ports.kafka(),
                "--registry-port=" + ports.registry(),
                "--postgres-port=" + ports.postgres(),
                "--management-port=" + ports.management());
        return new WritProcess(ChildProcess.start(data, environment, arguments), ports);
    }

    /** Waits until it says that it is ready. */
    public WritProcess awaitReady() {
        await().atMost(READY_WITHIN)
                .untilAsserted(() -> assertThat(!process.isAlive() || output().contains("Try it:"))
                        .as(output())
                        .isTrue());
        assertThat(process.isAlive()).as(output()).isTrue();
        return this;
    }

    /** Waits for its end. */
    public int exitCode() throws InterruptedException {
        return process.exitCode();
    }

    /** Sends a signal by name, such as INT. */
    public void signal(String name) throws IOException, InterruptedException {
        process.signal(name);
    }

    long pid() {
        return process.pid();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + ports.http());
    }

    /** The base URL of health and metrics. */
    public URI management() {
        return URI.create("http://127.0.0.1:" + ports.management());
    }

    /** The sink's database, with user and password. */
    public String database() {
        return "jdbc:postgresql://127.0.0.1:" + ports.postgres() + "/writ?user=writ&password=writ";
    }

    /** How to reach its broker and registry. */
    public KafkaConnection connection() {
        return new KafkaConnection(
                "127.0.0.1:" + ports.kafka(),
                List.of(URI.create("http://127.0.0.1:" + ports.registry())),
                false,
                Map.of());
    }

    /** What it printed so far. */
    public String output() {
        return process.output();
    }

    /** Ends the process if it still runs, in order if it can. */
    @Override
    public void close() throws IOException {
        process.close();
    }
}
