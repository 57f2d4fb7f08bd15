package dev.writ.benchmark.overhead;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.writ.benchmark.figures.MarkdownTable;
import dev.writ.benchmark.figures.Report;
import dev.writ.benchmark.figures.Samples;
import dev.writ.benchmark.writ.AtLeastOne;
import dev.writ.benchmark.writ.BenchAgent;
import dev.writ.benchmark.writ.RoundOption;
import dev.writ.benchmark.writ.WritCommand;
import dev.writ.benchmark.writ.WritUp;
import dev.writ.worker.simulated.server.ServerSettings;
import dev.writ.worker.simulated.server.SimulatedServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures what Writ adds to the time to the first token. */
@Command(
        name = "overhead",
        description =
                "Time to the first token through Writ less that of the provider itself, pair for pair in one run.")
public final class OverheadCommand extends WritCommand {

    private static final double MILLIS_PER_SECOND = 1e3;

    /** Where Writ is asked. */
    enum Route {
        /** POST /api/atom-agent/chat/stream. */
        NATIVE,
        /** POST /v1/chat/completions. */
        OPENAI
    }

    @Option(
            names = "--route",
            defaultValue = "native",
            description = "native, or openai for /v1/chat/completions (default: ${DEFAULT-VALUE}).")
    private Route route = Route.NATIVE;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            converter = AtLeastOne.class,
            defaultValue = "150",
            description = "Pairs of each kind before those that count (default: ${DEFAULT-VALUE}).")
    private int warmUp;

    @Option(
            names = "--pairs",
            converter = AtLeastOne.class,
            defaultValue = "100",
            description = "Pairs of requests in a round of each kind (default: ${DEFAULT-VALUE}).")
    private int pairs;

    @Option(
            names = "--rate",
            converter = AtLeastOne.class,
            defaultValue = "20",
            description = "Pairs per second in the rounds at a rate (default: ${DEFAULT-VALUE}).")
    private int rate;

    @Option(
            names = "--thinking",
            converter = AtLeastOne.class,
            paramLabel = "MS",
            defaultValue = "20",
            description = "Milliseconds that the provider takes for its first word (default: ${DEFAULT-VALUE}).")
    private int thinking;

    @Mixin
    private RoundOption repeated = new RoundOption();

    /** @param home the folder of the writ script */
    public OverheadCommand(Path home, PrintWriter out) {
        super("overhead", home, out);
    }

    @Override
    protected Report measure(ObjectNode json) throws IOException, InterruptedException, ExecutionException {
        json.put("route", route.name()).put("rounds", repeated.rounds()).put("provider_thinking_ms", thinking);
        // It gives its first token after one interval.
        try (SimulatedServer provider = SimulatedServer.start(ServerSettings.atRate(MILLIS_PER_SECOND / thinking));
                WritUp writ = start(List.of(
                        "worker.provider=openai",
                        "worker.model=" + Way.MODEL,
                        "worker.openai.base.url=" + provider.openAiBaseUrl()));
                HttpClient http = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .build()) {
            BenchAgent.INTERN.register(writ.url());
            Way direct = Way.direct(provider.openAiBaseUrl());
            Way through = route == Route.NATIVE ? Way.nativeRoute(writ.url()) : Way.openAiRoute(writ.url());
            say("warming up");
            Comparison warm = new Comparison(http, direct, through);
            warm.oneClient(warmUp);
            warm.atRate(warmUp, rate);
            Comparison alone = new Comparison(http, direct, through);
            Comparison busy = new Comparison(http, direct, through);
            for (int round = 1; round <= repeated.rounds(); round++) {
                say("round " + round + " of " + repeated.rounds());
                alone.oneClient(pairs);
                busy.atRate(pairs, rate);
            }
            json.set("one_client", alone.json());
            json.set("at_rate", busy.json());
        }
        return report(json);
    }

    private Report report(ObjectNode json) {
        MarkdownTable table = new MarkdownTable("load", "time to first text", "p50, ms", "p95, ms", "p99, ms", "pairs");
        for (var load : List.of(
                Map.entry("one client", json.path("one_client")), Map.entry(rate + " pairs/s", json.path("at_rate")))) {
            for (String kind : List.of("direct", "writ", "difference")) {
                JsonNode samples = load.getValue().path(kind);
                table.row(
                        load.getKey(),
                        kind,
                        Samples.text(samples.path("p50_ms").asDouble(Double.NaN)),
                        Samples.text(samples.path("p95_ms").asDouble(Double.NaN)),
                        Samples.text(samples.path("p99_ms").asDouble(Double.NaN)),
                        samples.path("count").asText());
            }
        }
        return new Report(
                json,
                "# Time to the first token, through Writ and direct\n\nRoute %s; %d rounds; %s processors, %s.%n%n%s"
                        .formatted(
                                route,
                                repeated.rounds(),
                                json.path("processors").asText(),
                                json.path("system").asText(),
                                table));
    }
}
