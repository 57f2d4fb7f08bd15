package dev.writ.launcher.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.writ.launcher.process.ChildProcess;
import dev.writ.launcher.role.Role;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
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
     * Starts it.
     *
     * @param environment its settings
     * @param port where it serves its health
     */
    static Member start(String name, Role role, Path directory, Map<String, String> environment, int port)
            throws IOException {
        return new Member(name, role, directory, environment, URI.create("http://127.0.0.1:" + port));
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

    /** Stops it as a supervisor does, and requires that it ends in order. */
    void stop() throws IOException, InterruptedException {
        ChildProcess running = process.get();
        running.signal("TERM");
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
