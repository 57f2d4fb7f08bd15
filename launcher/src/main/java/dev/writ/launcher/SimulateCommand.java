package dev.writ.launcher;

import dev.writ.launcher.console.Console;
import dev.writ.launcher.console.RefusedException;
import dev.writ.launcher.role.StopSignals;
import dev.writ.worker.simulated.server.CallJournal;
import dev.writ.worker.simulated.server.FileJournal;
import dev.writ.worker.simulated.server.ServerSettings;
import dev.writ.worker.simulated.server.SimulatedServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Serves the simulated model over HTTP on the loopback interface, until a signal comes. */
@Command(
        name = "simulate",
        description = "Serves the simulated model over HTTP in the dialects of OpenAI and Anthropic.",
        mixinStandardHelpOptions = true)
final class SimulateCommand implements Callable<Integer> {

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(60);

    private final Console console;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8090",
            description = "Port on the loopback interface; 0 takes a free one (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--tokens-per-second",
            paramLabel = "RATE",
            defaultValue = "50",
            description = "Rate of each answer (default: ${DEFAULT-VALUE}).")
    private double tokensPerSecond;

    @Option(
            names = "--journal",
            paramLabel = "FILE",
            description = "Append what becomes of each call, one JSON a line.")
    private @Nullable Path journal;

    @Option(names = "--fsync", description = "Let each line of the journal reach the disk.")
    private boolean fsync;

    SimulateCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        StopSignals signals = StopSignals.take();
        try (SimulatedServer server = start()) {
            console.out().println("OpenAI base URL: " + server.openAiBaseUrl());
            console.out().println("Anthropic base URL: " + server.anthropicBaseUrl());
            console.out().println("writ simulate is ready; Ctrl-C stops it");
            Optional<Integer> code = Optional.empty();
            while (code.isEmpty()) {
                code = signals.await(LOOK_AGAIN);
            }
            return code.get();
        }
    }

    private SimulatedServer start() {
        CallJournal calls = open();
        try {
            return SimulatedServer.start(new ServerSettings(port, tokensPerSecond, calls));
        } catch (IOException e) {
            calls.close();
            throw new RefusedException("port " + port + " cannot be listened on: " + e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            calls.close();
            throw new RefusedException(String.valueOf(e.getMessage()), e);
        }
    }

    private CallJournal open() {
        if (journal == null) {
            return CallJournal.NONE;
        }
        try {
            return FileJournal.open(journal, fsync);
        } catch (IOException e) {
            throw new RefusedException("the journal " + journal + " cannot be written: " + e.getMessage(), e);
        }
    }
}
