package dev.writ.benchmark;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs every measurement with its usual numbers, each in a process of its own, so that none runs on what another has warmed. */
@Command(
        name = "all",
        description = "Every measurement, one after the other, with its usual numbers.",
        mixinStandardHelpOptions = true)
final class AllCommand implements Callable<Integer> {

    /** Starts one, and waits for its end. */
    interface Runs {
        /** Returns its exit code. */
        int run(List<String> arguments) throws IOException, InterruptedException;
    }

    private final Runs runs;
    private final List<String> names;
    private final PrintWriter out;

    @Option(
            names = "--results",
            paramLabel = "DIR",
            defaultValue = "benchmark/results",
            description = "Folder for the reports (default: ${DEFAULT-VALUE}).")
    private Path folder = Path.of("");

    /**
     * Runs those that are named.
     *
     * @param runs runs one by its arguments
     */
    AllCommand(Runs runs, List<String> names, PrintWriter out) {
        this.runs = runs;
        this.names = List.copyOf(names);
        this.out = out;
    }

    /** One that runs the script. */
    static Runs script(Path home) {
        return arguments -> {
            List<String> command = new ArrayList<>(List.of(home.resolve("writ").toString(), "bench"));
            command.addAll(arguments);
            return new ProcessBuilder(command).inheritIO().start().waitFor();
        };
    }

    /** One that fails does not keep the others from being measured. */
    @Override
    public Integer call() throws IOException, InterruptedException {
        List<String> failed = new ArrayList<>();
        for (String name : names) {
            out.println("==== " + name);
            if (runs.run(List.of(name, "--results=" + folder)) != 0) {
                failed.add(name);
            }
        }
        if (failed.isEmpty()) {
            return 0;
        }
        throw new IOException("not measured: " + String.join(", ", failed));
    }
}
