package dev.writ.benchmark.writ;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.writ.benchmark.figures.Measurement;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Mixin;

/** A measurement of a whole Writ, which it starts. */
public abstract class WritCommand extends Measurement {

    private final Path home;

    @Mixin
    private WritOptions options = new WritOptions();

    /**
     * @param name the command's
     * @param home the folder of the writ script
     */
    protected WritCommand(String name, Path home, PrintWriter out) {
        super(name, out);
        this.home = home;
    }

    @Override
    protected final ObjectNode begun() {
        return super.begun().put("java_options", options.javaOptions());
    }

    /**
     * Starts the Writ to measure; the caller ends it.
     *
     * @param settings KEY=VALUE, over which the user's own go
     */
    protected final WritUp start(List<String> settings) throws IOException, InterruptedException {
        say("starting Writ");
        return WritUp.start(home, options, settings);
    }
}
