package dev.writ.benchmark.streams;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.writ.benchmark.figures.Report;
import dev.writ.benchmark.load.Route;
import dev.writ.benchmark.load.StreamPlan;
import dev.writ.benchmark.writ.AtLeastOne;
import dev.writ.benchmark.writ.BenchAgent;
import dev.writ.benchmark.writ.WritCommand;
import dev.writ.benchmark.writ.WritUp;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures how many streams at once hold their cadence. */
@Command(
        name = "streams",
        description =
                "Streams at once: starts a Writ, opens event streams, checks every token, and says which number holds.")
public final class StreamsCommand extends WritCommand {

    private static final int WARM_STREAMS = 50;

    @Option(
            names = "--streams",
            split = ",",
            converter = AtLeastOne.class,
            paramLabel = "N",
            defaultValue = "1,100,500,1000,2000",
            description = "Numbers of streams, one run each (default: ${DEFAULT-VALUE}).")
    private List<Integer> streams = List.of();

    @Option(
            names = "--seconds",
            converter = AtLeastOne.class,
            defaultValue = "20",
            description = "How long all streams run at once (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--opening",
            converter = AtLeastOne.class,
            paramLabel = "N",
            defaultValue = "15",
            description = "Streams that are opened in a second (default: ${DEFAULT-VALUE}).")
    private int opening;

    @Option(
            names = "--rate",
            converter = AtLeastOne.class,
            defaultValue = "20",
            description = "Tokens per second of each stream (default: ${DEFAULT-VALUE}).")
    private int rate;

    @Option(
            names = "--warm-up",
            paramLabel = "SECONDS",
            converter = AtLeastOne.class,
            defaultValue = "40",
            description =
                    "How long " + WARM_STREAMS + " streams run before those that count (default: ${DEFAULT-VALUE}).")
    private int warmUp;

    @Option(
            names = "--max-threads",
            converter = AtLeastOne.class,
            paramLabel = "N",
            defaultValue = "200",
            description = "Bound of the platform threads of Writ (default: ${DEFAULT-VALUE}).")
    private int mostThreads;

    /** @param home the folder of the writ script */
    public StreamsCommand(Path home, PrintWriter out) {
        super("streams", home, out);
    }

    @Override
    protected Report measure(ObjectNode json) throws IOException, InterruptedException {
        int most = streams.stream().mapToInt(Integer::intValue).max().orElse(1);
        json.put("rate", rate).put("seconds", seconds).put("opened_per_second", opening);
        ArrayNode runs = json.putArray("runs");
        List<String> settings = List.of(
                "worker.simulated.tokens.per.second=" + rate,
                // The queue takes a poll's records only while there is room for all of them.
                "worker.max.streams=" + 2 * (most + WARM_STREAMS));
        try (WritUp writ = start(settings)) {
            BenchAgent.INTERN.register(writ.url());
            say("warming up");
            new StreamsRun(writ, plan(writ.url(), "warm-up", WARM_STREAMS, warmUp)).run(mostThreads);
            for (int number : streams) {
                say(number + " streams for " + seconds + " s");
                StreamPlan plan = plan(writ.url(), "run " + number, number, seconds);
                ObjectNode run = new StreamsRun(writ, plan).run(mostThreads);
                say(run.toString());
                runs.add(run);
            }
        }
        return StreamsReport.of(json);
    }

    /** Answers last for as long as opening takes, and then for the seconds in which all run. */
    private StreamPlan plan(URI url, String run, int number, int together) {
        int rampUp = Math.max(1, Math.ceilDiv(number, opening));
        return new StreamPlan(
                url,
                Route.NATIVE,
                BenchAgent.INTERN,
                run,
                number,
                Duration.ofSeconds(rampUp),
                (rampUp + together) * rate,
                rate,
                Optional.empty());
    }
}
