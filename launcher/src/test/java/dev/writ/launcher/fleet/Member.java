package dev.writ.launcher.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.writ.launcher.process.ChildProcess;
import dev.writ.launcher.role.Role;
import dev.writ.local.LocalCluster;
import dev.writ.local.Ports;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/** One process of one role, which can be stopped and started again at the same port. */
final class Member implements AutoCloseable {

    private static final Duration READY_WITHIN = Duration.ofMinutes(2);
    private static final int SIGTERM_EXIT = 143;

    private final String name;
    private final Role role;
    private final Path directory;
    private final Map<String, String> environment;
    private final URI url;
    private final AtomicReference<ChildProcess> process;

    private Member(String name, Role role, Path directory, Map<String, String> environment, URI url)
            throws IOException {
        this.name = name;
        this.role = role;
        this.directory = directory;
        this.environment = Map.copyOf(environment);
        this.url = url;
        this.process = new AtomicReference<>(launch());
    }

    /**
     * Starts one on the cluster.
     *
     * @param directory where it runs and keeps its state
     * @param more further settings, as environment variables
     */
    static Member of(LocalCluster cluster, Role role, String name, Path directory, Map<String, String> more)
            throws IOException {
        int port = Ports.free();
        Map<String, String> settings = new HashMap<>(Map.of(
                "WRIT_BOOTSTRAP_SERVERS", cluster.bootstrapServers(),
                "WRIT_SCHEMA_REGISTRY_URL", cluster.registryUrl().toString(),
                "WRIT_JDBC_URL", cluster.jdbcUrl(),
                "WRIT_JDBC_USER", cluster.jdbcUser(),
                "WRIT_JDBC_PASSWORD", cluster.jdbcPassword(),
                "WRIT_GOVERNANCE_STATE_DIR", directory.resolve(name).toString(),
                "WRIT_JAVA_OPTS", "-Xmx256m"));
        settings.put(role == Role.GATEWAY ? "WRIT_GATEWAY_PORT" : "WRIT_MANAGEMENT_PORT", Integer.toString(port));
        settings.putAll(more);
        return new Member(name, role, directory, settings, URI.create("http://127.0.0.1:" + port));
    }

    private ChildProcess launch() throws IOException {
        return ChildProcess.start(directory, environment, List.of(role.id()));
    }

    String name() {
        return name;
    }

    URI url() {
        return url;
    }

    /** Waits until it says that it is ready. */
    void awaitReady(HttpClient http) {
        HttpRequest ask = HttpRequest.newBuilder(url.resolve("/health/ready"))
                .timeout(Duration.ofSeconds(5))
                .build();
        await().atMost(READY_WITHIN)
                .ignoreExceptionsMatching(IOException.class::isInstance)
                .untilAsserted(() -> {
                    assertThat(process.get().isAlive())
                            .as(() -> process.get().output())
                            .isTrue();
                    assertThat(http.send(ask, BodyHandlers.discarding()).statusCode())
                            .isEqualTo(200);
                });
    }

    /** What it serves at /metrics. */
    String metrics(HttpClient http) throws IOException, InterruptedException {
        HttpRequest ask = HttpRequest.newBuilder(url.resolve("/metrics")).build();
        return http.send(ask, BodyHandlers.ofString()).body();
    }

    Role role() {
        return role;
    }

    /** Asks it to stop, as a supervisor does. */
    void askToStop() throws IOException, InterruptedException {
        process.get().signal("TERM");
    }

    /** Stops it as a supervisor does, and requires that it ends in order. */
    void stop() throws IOException, InterruptedException {
        askToStop();
        awaitEnd();
    }

    /** Requires that it ends in order. */
    void awaitEnd() throws IOException, InterruptedException {
        ChildProcess running = process.get();
        assertThat(running.exitCode()).as(running.output()).isEqualTo(SIGTERM_EXIT);
        running.close();
    }

    /** Starts it again. */
    void startAgain() throws IOException {
        process.set(launch());
    }

    /** What the present process printed. */
    String output() {
        return process.get().output();
    }

    @Override
    public void close() throws IOException {
        process.get().close();
    }
}
