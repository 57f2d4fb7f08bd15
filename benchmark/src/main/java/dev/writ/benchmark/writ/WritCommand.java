package dev.writ.benchmark.writ;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.writ.benchmark.figures.Report;
import dev.writ.benchmark.figures.ReportFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** A measurement of a whole Writ: starts one, measures it, and leaves a report that has the command's name. */
@Command(mixinStandardHelpOptions = true)
public abstract class WritCommand implements Callable<Integer> {

    private final String name;
    private final Path home;
    private final PrintWriter out;

    @Mixin
    private WritOptions options = new WritOptions();

    @Mixin
    private ReportFolder reports = new ReportFolder();

    /**
     * @param name the command's
     * @param home the folder of the writ script
     */
    protected WritCommand(String name, Path home, PrintWriter out) {
        this.name = name;
        this.home = home;
        this.out = out;
    }

    @Override
    public final Integer call() throws IOException, InterruptedException, ExecutionException {
        Report report = measure(Report.begun().put("java_options", options.javaOptions()));
        reports.put(report, name, out);
        return 0;
    }

    /**
     * Measures.
     *
     * @param json says when, on what and under which Java, and takes the figures
     */
    protected abstract Report measure(ObjectNode json) throws IOException, InterruptedException, ExecutionException;

    /**
     * Starts the Writ to measure; the caller ends it.
     *
     * @param settings KEY=VALUE, over which the user's own go
     */
    protected final WritUp start(List<String> settings) throws IOException, InterruptedException {
        say("starting Writ");
        return WritUp.start(home, options, settings);
    }

    /** Tells the user how far it is. */
    protected final void say(String line) {
        out.println(line);
    }
}
