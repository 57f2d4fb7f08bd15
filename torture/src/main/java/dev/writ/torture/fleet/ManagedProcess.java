package dev.writ.torture.fleet;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A process that can be ended in each way and started again; all it prints goes into one file. Only ever touches the process that
 * it started itself. For one thread at a time.
 */
final class ManagedProcess {

    private static final Duration STOP_WITHIN = Duration.ofSeconds(60);

    private final Processes processes;
    private final List<String> command;
    private final Map<String, String> environment;
    private final Path directory;
    private final Path log;
    private volatile @Nullable Process process;

    /**
     * @param processes that it is one of
     * @param environment further variables
     * @param directory where it runs
     * @param log is appended to
     */
    ManagedProcess(
            Processes processes, List<String> command, Map<String, String> environment, Path directory, Path log) {
        this.processes = processes;
        this.command = List.copyOf(command);
        this.environment = Map.copyOf(environment);
        this.directory = directory;
        this.log = log;
    }

    /** Starts it; nothing if it runs. */
    void start() throws IOException {
        if (isAlive()) {
            return;
        }
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectInput(Redirect.from(new File("/dev/null")))
                .redirectOutput(Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        process = processes.start(builder);
    }

    boolean isAlive() {
        Process running = process;
        return running != null && running.isAlive();
    }

    /** Sends a signal by name; nothing if it does not run. */
    void signal(String name) throws IOException, InterruptedException {
        Process running = process;
        if (running != null) {
            Signals.send(running.toHandle(), name);
        }
    }

    /** Whether SIGSTOP holds it. */
    boolean isPaused() throws IOException {
        Process running = process;
        return running != null && running.isAlive() && Signals.isPaused(running.toHandle());
    }

    /** Ends it by a signal, and waits for that for a minute. */
    Ended end(String signal) throws IOException, InterruptedException {
        boolean ran = isAlive();
        signal(signal);
        return new Ended(ran, awaitEnd());
    }

    private int awaitEnd() throws InterruptedException {
        Process running = process;
        return running != null && running.waitFor(STOP_WITHIN.toSeconds(), TimeUnit.SECONDS) ? running.exitValue() : -1;
    }
}
