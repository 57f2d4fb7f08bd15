package dev.writ.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.writ.launcher.architecture.SourceTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A running {@code ./writ COMMAND}, as the build left it, and what it printed. */
public final class ChildProcess implements AutoCloseable {

    private static final Duration STOP_WITHIN = Duration.ofMinutes(1);

    private final Process process;
    private final Path output;

    private ChildProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /**
     * Starts it.
     *
     * @param directory where it runs
     * @param environment further variables
     */
    public static ChildProcess start(Path directory, Map<String, String> environment, List<String> arguments)
            throws IOException {
        Path output = Files.createTempFile("writ-" + arguments.getFirst(), ".txt");
        List<String> command = Stream.concat(
                        Stream.of(SourceTree.root().resolve("writ").toString()), arguments.stream())
                .toList();
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("WRIT_BUILD", "never");
        builder.environment().putAll(environment);
        return new ChildProcess(builder.start(), output);
    }

    /** Sends a signal by name, such as INT. */
    public void signal(String name) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    /** Waits for its end. */
    public int exitCode() throws InterruptedException {
        assertThat(process.waitFor(STOP_WITHIN.toSeconds(), TimeUnit.SECONDS))
                .as(output())
                .isTrue();
        return process.exitValue();
    }

    /** Whether it runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Its process id. */
    public long pid() {
        return process.pid();
    }

    /** What it printed so far. */
    public String output() {
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
