package dev.writ.benchmark.figures;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** A command that measures, and leaves a report that has the command's name. */
@Command(mixinStandardHelpOptions = true)
public abstract class Measurement implements Callable<Integer> {

    private final String name;
    private final PrintWriter out;

    @Mixin
    private ReportFolder reports = new ReportFolder();

    /** @param name the command's */
    protected Measurement(String name, PrintWriter out) {
        this.name = name;
        this.out = out;
    }

    @Override
    public final Integer call() throws IOException, InterruptedException, ExecutionException {
        reports.put(measure(begun()), name, out);
        return 0;
    }

    /** Says when, on what and under which Java the run is. */
    protected ObjectNode begun() {
        return Report.begun();
    }

    /**
     * Measures.
     *
     * @param json takes the figures
     */
    protected abstract Report measure(ObjectNode json) throws IOException, InterruptedException, ExecutionException;

    /** Tells the user how far it is. */
    protected final void say(String line) {
        out.println(line);
    }
}
