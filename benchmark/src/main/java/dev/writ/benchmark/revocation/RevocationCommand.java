package dev.writ.benchmark.revocation;

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
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures how soon running streams end. */
@Command(
        name = "revocation",
        description = "Time from a cancel, a pause, a demotion or an emergency stop to the last token of what it ends.")
public final class RevocationCommand extends WritCommand {

    private static final Duration RUNNING = Duration.ofMillis(300);
    private static final int ANSWER_SECONDS = 60;
    private static final Duration SECOND = Duration.ofSeconds(1);

    @Option(
            names = "--rounds",
            converter = AtLeastOne.class,
            defaultValue = "20",
            description = "Rounds, each with one agent for each kind of command (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--streams",
            paramLabel = "N",
            converter = AtLeastOne.class,
            defaultValue = "10",
            description = "Streams of an agent that run when the command is sent (default: ${DEFAULT-VALUE}).")
    private int streams;

    @Option(
            names = "--rate",
            converter = AtLeastOne.class,
            defaultValue = "20",
            description = "Tokens per second of each stream (default: ${DEFAULT-VALUE}).")
    private int rate;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            converter = AtLeastOne.class,
            defaultValue = "3",
            description = "Rounds before those that count (default: ${DEFAULT-VALUE}).")
    private int warmUp;

    /** @param home the folder of the writ script */
    public RevocationCommand(Path home, PrintWriter out) {
        super("revocation", home, out);
    }

    @Override
    protected Report measure(ObjectNode json) throws IOException, InterruptedException {
        json.put("rounds", rounds).put("streams", streams).put("rate", rate);
        Map<Revocation, Tally> tallies = new EnumMap<>(Revocation.class);
        try (WritUp writ = start(List.of("worker.simulated.tokens.per.second=" + rate));
                HttpClient http = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .build()) {
            say("warming up");
            for (int round = 1; round <= warmUp; round++) {
                round(writ, http, "warm-up-" + round, RUNNING, new EnumMap<>(Revocation.class));
            }
            for (int round = 1; round <= rounds; round++) {
                say("round " + round + " of " + rounds);
                // Commands come at every phase of the tokens' beat.
                Duration phase = interval().multipliedBy(round).dividedBy(rounds);
                round(writ, http, "round-" + round, RUNNING.plus(phase), tallies);
            }
        }
        ObjectNode commands = json.putObject("commands");
        tallies.forEach((revocation, tally) -> commands.set(revocation.word(), tally.json()));
        return RevocationReport.of(json);
    }

    /** One agent for each kind of command, in a workspace of its own: a stop of that one stops no later round. */
    private void round(WritUp writ, HttpClient http, String name, Duration after, Map<Revocation, Tally> tallies)
            throws IOException, InterruptedException {
        for (Revocation revocation : Revocation.values()) {
            String own = "bench-" + revocation.word() + "-" + name;
            // Tokens of the streams come evenly spread over the time between two of one stream.
            Duration spread = interval().multipliedBy(streams + 1L);
            StreamPlan plan = new StreamPlan(
                    writ.url(),
                    Route.NATIVE,
                    new BenchAgent(own, own).register(writ.url()),
                    own,
                    streams,
                    spread,
                    ANSWER_SECONDS * rate,
                    rate,
                    Optional.of(revocation.cause()));
            new Round(http, revocation, plan, after).run(tallies.computeIfAbsent(revocation, _ -> new Tally()));
            writ.mustRun();
        }
    }

    private Duration interval() {
        return SECOND.dividedBy(rate);
    }
}
