package dev.writ.benchmark.provider;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.writ.benchmark.figures.Report;
import dev.writ.benchmark.figures.Rounds;
import dev.writ.benchmark.load.Route;
import dev.writ.benchmark.load.StreamOptions;
import dev.writ.benchmark.load.StreamPlan;
import dev.writ.benchmark.writ.AtLeastOne;
import dev.writ.benchmark.writ.BenchAgent;
import dev.writ.benchmark.writ.RoundOption;
import dev.writ.benchmark.writ.WritCommand;
import dev.writ.benchmark.writ.WritUp;
import dev.writ.worker.simulated.server.ServerSettings;
import dev.writ.worker.simulated.server.SimulatedServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures what Writ adds to many streams at once. */
@Command(
        name = "provider",
        description = "Time to the first token, and tokens a second, of many streams at once through Writ, against the"
                + " provider itself in the same run.")
public final class ProviderCommand extends WritCommand {

    private static final int WARM_STREAMS = 50;
    private static final int WARM_SECONDS = 20;

    @Option(
            names = "--streams",
            split = ",",
            converter = AtLeastOne.class,
            paramLabel = "N",
            defaultValue = "1,100,1000,2000",
            description = "Numbers of streams (default: ${DEFAULT-VALUE}).")
    private List<Integer> streams = List.of();

    @Mixin
    private StreamOptions wanted = new StreamOptions(10, 40, 5);

    @Mixin
    private RoundOption repeated = new RoundOption();

    /** @param home the folder of the writ script */
    public ProviderCommand(Path home, PrintWriter out) {
        super("provider", home, out);
    }

    @Override
    protected Report measure(ObjectNode json) throws IOException, InterruptedException {
        int most = streams.stream().mapToInt(Integer::intValue).max().orElse(1);
        wanted.addTo(json);
        json.put("rounds", repeated.rounds());
        ProviderReport report = new ProviderReport(json, streams);
        try (SimulatedServer provider = SimulatedServer.start(ServerSettings.atRate(wanted.rate()));
                WritUp writ = start(List.of(
                        "worker.provider=openai",
                        // Each request names another one.
                        "worker.model=simulated-tokens-1",
                        "worker.openai.base.url=" + provider.openAiBaseUrl(),
                        "worker.max.streams=" + 2 * (most + WARM_STREAMS)))) {
            BenchAgent.INTERN.register(writ.url());
            say("warming up");
            for (String way : ProviderReport.WAYS) {
                StreamPlan plan = wanted.plan(
                        url(way, provider, writ),
                        Route.OPENAI,
                        BenchAgent.INTERN,
                        "warm-up",
                        WARM_STREAMS,
                        WARM_SECONDS);
                new ProviderRun(plan).addTo(new Rounds(), way, report.troubles());
            }
            for (int round = 1; round <= repeated.rounds(); round++) {
                for (int number : Rounds.inTurn(streams, round)) {
                    say("round " + round + " of " + repeated.rounds() + ": " + number + " streams");
                    // Of its own: failures of one run would demote the agent of the next.
                    BenchAgent agent = new BenchAgent("bench-" + round + "-" + number, "default").register(writ.url());
                    for (String way : Rounds.inTurn(ProviderReport.WAYS, round)) {
                        String run = "round " + round + " " + way;
                        StreamPlan plan = wanted.plan(
                                url(way, provider, writ), Route.OPENAI, agent, run, number, wanted.seconds());
                        new ProviderRun(plan).addTo(report.of(number), way, report.troubles());
                        writ.mustRun();
                    }
                }
            }
        }
        return report.make();
    }

    private static URI url(String way, SimulatedServer provider, WritUp writ) throws IOException {
        return way.equals(ProviderReport.DIRECT) ? provider.anthropicBaseUrl() : writ.url();
    }
}
