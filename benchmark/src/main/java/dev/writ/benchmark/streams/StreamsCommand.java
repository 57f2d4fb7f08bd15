package dev.writ.benchmark.streams;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.writ.benchmark.figures.Report;
import dev.writ.benchmark.load.Route;
import dev.writ.benchmark.load.StreamOptions;
import dev.writ.benchmark.load.StreamPlan;
import dev.writ.benchmark.writ.AtLeastOne;
import dev.writ.benchmark.writ.BenchAgent;
import dev.writ.benchmark.writ.WritCommand;
import dev.writ.benchmark.writ.WritUp;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

    @Mixin
    private StreamOptions wanted = new StreamOptions(20, 15, 20);

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
        wanted.addTo(json);
        ArrayNode runs = json.putArray("runs");
        List<String> settings = List.of(
                "worker.simulated.tokens.per.second=" + wanted.rate(),
                // The queue takes a poll's records only while there is room for all of them.
                "worker.max.streams=" + 2 * (most + WARM_STREAMS));
        try (WritUp writ = start(settings)) {
            BenchAgent.INTERN.register(writ.url());
            say("warming up");
            new StreamsRun(
                            writ,
                            wanted.plan(writ.url(), Route.NATIVE, BenchAgent.INTERN, "warm-up", WARM_STREAMS, warmUp))
                    .run(mostThreads);
            for (int number : streams) {
                say(number + " streams for " + wanted.seconds() + " s");
                StreamPlan plan = wanted.plan(
                        writ.url(), Route.NATIVE, BenchAgent.INTERN, "run " + number, number, wanted.seconds());
                ObjectNode run = new StreamsRun(writ, plan).run(mostThreads);
                say(run.toString());
                runs.add(run);
            }
        }
        return StreamsReport.of(json);
    }
}
