package dev.writ.benchmark.load;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.writ.benchmark.writ.AtLeastOne;
import dev.writ.benchmark.writ.BenchAgent;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How a user wants streams that run at once. */
public final class StreamOptions {

    @Option(
            names = "--seconds",
            converter = AtLeastOne.class,
            description = "How long all streams run at once (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--opening",
            converter = AtLeastOne.class,
            paramLabel = "N",
            description = "Streams that are opened in a second (default: ${DEFAULT-VALUE}).")
    private int opening;

    @Option(
            names = "--rate",
            converter = AtLeastOne.class,
            description = "Tokens per second of each stream (default: ${DEFAULT-VALUE}).")
    private int rate;

    /** What a user gets who does not say. */
    public StreamOptions(int seconds, int opening, int rate) {
        this.seconds = seconds;
        this.opening = opening;
        this.rate = rate;
    }

    /** How long all run at once, 1 or more. */
    public int seconds() {
        return seconds;
    }

    /** Tokens per second of each, 1 or more. */
    public int rate() {
        return rate;
    }

    /** Has a report tell them. */
    public void addTo(ObjectNode json) {
        json.put("rate", rate).put("seconds", seconds).put("opened_per_second", opening);
    }

    /**
     * So many streams, whose answers last for as long as opening takes, and then for the seconds in which all run.
     *
     * @param agent is asked; registered by the caller
     * @param run a name that no other run has
     * @param together the seconds, 1 or more
     */
    public StreamPlan plan(URI url, Route route, BenchAgent agent, String run, int number, int together) {
        int rampUp = Math.max(1, Math.ceilDiv(number, opening));
        return new StreamPlan(
                url,
                route,
                agent,
                run,
                number,
                Duration.ofSeconds(rampUp),
                (rampUp + together) * rate,
                rate,
                Optional.empty());
    }
}
