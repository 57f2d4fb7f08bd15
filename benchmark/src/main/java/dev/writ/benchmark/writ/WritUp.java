package dev.writ.benchmark.writ;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A {@code ./writ up} as the build left it, in a process of its own, on free ports and with data of its own. */
public final class WritUp implements AutoCloseable {

    private static final Duration READY_WITHIN = Duration.ofMinutes(3);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(40);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);
    private static final Pattern GATEWAY = Pattern.compile("(?m)^ +gateway +(http://\\S+)$");
    private static final String READY = "Try it:";

    private final Process process;
    private final Path data;
    private final Path output;
    /** Ends it where this process is ended before it could do so itself. */
    private final Thread atExit;

    private WritUp(Process process, Path data, Path output) {
        this.process = process;
        this.data = data;
        this.output = output;
        this.atExit = Thread.ofPlatform().unstarted(process::destroy);
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /**
     * Starts it, and waits until it is ready.
     *
     * @param home the folder of the writ script
     * @param options what the user says of it
     * @param settings KEY=VALUE, over which the user's own go
     * @throws IOException if it is not ready within 3 minutes
     */
    static WritUp start(Path home, WritOptions options, List<String> settings)
            throws IOException, InterruptedException {
        if (!ProcFs.isThere()) {
            throw new IOException("this benchmark reads what processes use from /proc, so it needs Linux");
        }
        Path script = home.resolve("writ");
        if (!Files.isExecutable(script)) {
            throw new IOException("there is no command " + script);
        }
        Path data = Files.createTempDirectory("writ-bench");
        Path output = data.resolve("output.txt");
        List<String> command = new ArrayList<>(List.of(script.toString(), "up", "--data=" + data.resolve("data")));
        for (String port : List.of("http", "kafka", "registry", "postgres", "management")) {
            command.add("--" + port + "-port=0");
        }
        Stream.concat(settings.stream(), options.settings().stream())
                .forEach(setting -> command.addAll(List.of("--set", setting)));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("WRIT_BUILD", "never");
        builder.environment().put("WRIT_JAVA_OPTS", options.javaOptions());
        WritUp up = new WritUp(builder.start(), data, output);
        try {
            up.awaitReady();
            return up;
        } catch (IOException | InterruptedException | RuntimeException e) {
            up.close();
            throw e;
        }
    }

    private void awaitReady() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + READY_WITHIN.toNanos();
        while (!output().contains(READY)) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new IOException("Writ did not start: " + output());
            }
            Thread.sleep(LOOK_AGAIN);
        }
    }

    /** The gateway's base URL. */
    public URI url() throws IOException {
        Matcher printed = GATEWAY.matcher(output());
        if (!printed.find()) {
            throw new IOException("Writ did not say where its gateway is: " + output());
        }
        return URI.create(printed.group(1));
    }

    /** Its process; the script has turned into it. */
    public long pid() {
        return process.pid();
    }

    /** The process id of PostgreSQL, as it wrote it down; empty if it did not. */
    Optional<Long> postgres() throws IOException {
        return Postmaster.of(data);
    }

    /** Refuses to go on when it has ended. */
    public void mustRun() throws IOException {
        if (!process.isAlive()) {
            throw new IOException("Writ has ended: " + output());
        }
    }

    private String output() throws IOException {
        return Files.readString(output);
    }

    /** Ends it, in order if it can, and removes its data. */
    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(STOP_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException _) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().removeShutdownHook(atExit);
        List<Path> files;
        try (Stream<Path> all = Files.walk(data)) {
            files = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
    }
}
