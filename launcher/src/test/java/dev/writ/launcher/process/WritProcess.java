package dev.writ.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.writ.launcher.architecture.SourceTree;
import dev.writ.launcher.up.LocalPorts;
import dev.writ.local.Ports;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A running {@code ./writ up} and what it printed. */
final class WritProcess implements AutoCloseable {

    private static final Duration READY_WITHIN = Duration.ofMinutes(2);
    private static final Duration STOP_WITHIN = Duration.ofMinutes(1);

    private final Process process;
    private final Path output;
    private final LocalPorts ports;

    private WritProcess(Process process, Path output, LocalPorts ports) {
        this.process = process;
        this.output = output;
        this.ports = ports;
    }

    /** Ports that nobody has now. */
    static LocalPorts freePorts() {
        return new LocalPorts(Ports.free(), Ports.free(), Ports.free(), Ports.free(), Ports.free());
    }

    /** Starts {@code ./writ up} as the build left it. */
    static WritProcess up(Path data, LocalPorts ports) throws IOException {
        Path output = Files.createTempFile("writ-up", ".txt");
        List<String> command = List.of(
                SourceTree.root().resolve("writ").toString(),
                "up",
                "--data=" + data,
                "--http-port=" + ports.http(),
                "--kafka-port=" + ports.kafka(),
                "--registry-port=" + ports.registry(),
                "--postgres-port=" + ports.postgres(),
                "--management-port=" + ports.management());
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(data.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("WRIT_BUILD", "never");
        return new WritProcess(builder.start(), output, ports);
    }

    /** Waits until it says that it is ready. */
    WritProcess awaitReady() {
        await().atMost(READY_WITHIN)
                .untilAsserted(() -> assertThat(!process.isAlive() || output().contains("Try it:"))
                        .as(output())
                        .isTrue());
        assertThat(process.isAlive()).as(output()).isTrue();
        return this;
    }

    /** Waits for its end. */
    int exitCode() throws InterruptedException {
        assertThat(process.waitFor(STOP_WITHIN.toSeconds(), TimeUnit.SECONDS))
                .as(output())
                .isTrue();
        return process.exitValue();
    }

    /** Sends a signal by name, such as INT. */
    void signal(String name) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    long pid() {
        return process.pid();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + ports.http());
    }

    /** The sink's database, with user and password. */
    String database() {
        return "jdbc:postgresql://127.0.0.1:" + ports.postgres() + "/writ?user=writ&password=writ";
    }

    String bootstrapServers() {
        return "127.0.0.1:" + ports.kafka();
    }

    URI registry() {
        return URI.create("http://127.0.0.1:" + ports.registry());
    }

    /** What it printed so far. */
    String output() {
        return SourceTree.read(output);
    }

    /** Ends the process if it still runs, in order if it can. */
    @Override
    public void close() throws IOException {
        process.destroy();
        process.onExit()
                .completeOnTimeout(process, STOP_WITHIN.toSeconds(), TimeUnit.SECONDS)
                .thenApply(Process::destroyForcibly)
                .thenCompose(Process::onExit)
                .join();
        Files.deleteIfExists(output);
    }
}
