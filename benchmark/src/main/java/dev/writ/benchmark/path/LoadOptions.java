package dev.writ.benchmark.path;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.writ.benchmark.writ.AtLeastOne;
import java.time.Duration;
import picocli.CommandLine.Option;

/** What a user wants of both loads, the one at a rate and the one at the most. */
public final class LoadOptions {

    @Option(
            names = "--rate",
            converter = AtLeastOne.class,
            defaultValue = "500",
            description = "Requests per second in the rounds at a rate (default: ${DEFAULT-VALUE}).")
    private int rate;

    @Option(
            names = "--most",
            paramLabel = "N",
            converter = AtLeastOne.class,
            defaultValue = "2000",
            description = "Requests on their way at a time in the rounds at the most (default: ${DEFAULT-VALUE}).")
    private int most;

    @Option(
            names = "--seconds",
            converter = AtLeastOne.class,
            defaultValue = "8",
            description = "How long each load runs in a round (default: ${DEFAULT-VALUE}).")
    private int seconds;

    /** When to send in the rounds at a rate. */
    public OpenLoop rate() {
        return new OpenLoop(rate);
    }

    /** Requests on their way at a time in the rounds at the most. */
    public int most() {
        return most;
    }

    /** Of each load in a round. */
    public Duration time() {
        return Duration.ofSeconds(seconds);
    }

    /** Notes them in a report. */
    public void describe(ObjectNode json) {
        json.put("rate", rate).put("most", most).put("seconds", seconds);
    }
}
