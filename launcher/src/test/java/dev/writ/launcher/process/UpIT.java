package dev.writ.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.writ.launcher.Writ;
import dev.writ.launcher.console.Console;
import dev.writ.launcher.demo.WritHttp;
import dev.writ.launcher.history.Auditor;
import dev.writ.launcher.up.FirstAgent;
import dev.writ.launcher.up.LocalPorts;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command that a new user types, as a process of its own. */
class UpIT {

    /** 20 s are promised on two idle cores; a build machine is not idle. */
    private static final Duration READY_WITHIN = Duration.ofSeconds(45);

    private static final long MOST_BYTES = 1536L * 1024 * 1024;
    private static final int KILLED = 137;

    @TempDir
    private Path data = Path.of("");

    @Test
    void startsServesStopsAndStartsAgainOnItsData() throws IOException, InterruptedException {
        LocalPorts ports = WritProcess.freePorts();
        long begun = System.nanoTime();
        try (WritProcess first = WritProcess.up(data, ports).awaitReady()) {
            // Then
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(READY_WITHIN);
            assertThat(first.output()).contains(FirstAgent.curlAt(first.url()));
            assertThat(runs(FirstAgent.curlAt(first.url())))
                    .contains("event: streaming:start")
                    .contains("event: streaming:complete");
            assertThat(demo(first)).as("the demo's differences").isEmpty();
            new Auditor(first.connection()).requireReproduced();
            assertThat(ResidentMemory.of(first.pid(), data)).isLessThan(MOST_BYTES);

            // When
            first.signal("INT");

            // Then
            assertThat(first.exitCode()).isZero();
            assertThat(first.output()).contains("writ: stopping").doesNotContain("ERROR");
        }
        try (WritProcess second = WritProcess.up(data, ports).awaitReady()) {
            // Then
            assertThat(agentVersion(second)).isGreaterThan(1);

            // When
            second.signal("KILL");
            assertThat(second.exitCode()).isEqualTo(KILLED);
        }
        try (WritProcess third = WritProcess.up(data, ports).awaitReady()) {
            // Then
            assertThat(agentVersion(third)).isGreaterThan(1);

            // When
            third.signal("TERM");

            // Then
            assertThat(third.exitCode()).isEqualTo(143);
        }
    }

    @Test
    void refusesATakenPortAndAUsedFolderInOneLine() throws IOException, InterruptedException {
        try (ServerSocket taken = new ServerSocket(0);
                WritProcess refused = WritProcess.up(data, new LocalPorts(taken.getLocalPort(), 0, 0, 0, 0))) {
            // Then
            assertThat(refused.exitCode()).isEqualTo(2);
            assertThat(refused.output().lines().filter(line -> line.contains("port is taken")))
                    .hasSize(1);
        }
        try (WritProcess running = WritProcess.up(data, WritProcess.freePorts()).awaitReady();
                WritProcess refused = WritProcess.up(data, LocalPorts.ANY)) {
            // Then
            assertThat(refused.exitCode()).isEqualTo(2);
            assertThat(refused.output().lines().filter(line -> line.contains("in use")))
                    .hasSize(1);
            running.signal("INT");
            assertThat(running.exitCode()).isZero();
        }
    }

    private static long agentVersion(WritProcess writ) throws IOException, InterruptedException {
        try (WritHttp http = new WritHttp(writ.url())) {
            return http.get("/api/agents/" + FirstAgent.ID)
                    .body()
                    .path("version")
                    .asLong();
        }
    }

    /** What a shell command prints. */
    private static String runs(String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sh", "-c", command).start();
        String printed = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isZero();
        return printed;
    }

    private static String demo(WritProcess writ) {
        StringWriter err = new StringWriter();
        Console console = new Console(new PrintWriter(new StringWriter()), new PrintWriter(err, true), Map.of());
        int code = Writ.run(console, "demo", "--url=" + writ.url(), "--jdbc-url=" + writ.database());
        return code == 0 ? "" : err.toString();
    }
}
