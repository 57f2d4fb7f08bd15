package dev.writ.benchmark.decisions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.writ.benchmark.figures.Measurement;
import dev.writ.benchmark.figures.Report;
import dev.writ.benchmark.figures.Rounds;
import dev.writ.benchmark.local.Agents;
import dev.writ.benchmark.local.LocalWrit;
import dev.writ.benchmark.local.SettingOptions;
import dev.writ.benchmark.local.Zipf;
import dev.writ.benchmark.path.LoadOptions;
import dev.writ.benchmark.path.Runner;
import dev.writ.benchmark.path.Spent;
import dev.writ.benchmark.writ.AtLeastOne;
import dev.writ.benchmark.writ.RoundOption;
import dev.writ.topology.GovernanceConfig;
import dev.writ.topology.decide.CacheStats;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures the topology at a rate and at its most, against Kafka alone and against a topology that does nothing. */
@Command(
        name = "decisions",
        description = "Decisions a second, and the time of each, against a bare produce-consume and a bare pass-through"
                + " topology in the same run.")
public final class DecisionsCommand extends Measurement {

    private static final double ZIPF_EXPONENT = 1;
    private static final long SEED = 42;
    private static final double NANOS_PER_MICRO = 1e3;
    private static final Duration IDLE = Duration.ofSeconds(2);
    /** For what a way has left to do behind its last record, which is not the next one's. */
    private static final Duration SETTLE = Duration.ofMillis(300);

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            converter = AtLeastOne.class,
            defaultValue = "4",
            description = "Rounds at the most that come first and do not count (default: ${DEFAULT-VALUE}).")
    private int warmUp;

    @Option(
            names = "--partitions",
            converter = AtLeastOne.class,
            defaultValue = "6",
            description = "Partitions of each topic (default: ${DEFAULT-VALUE}).")
    private int partitions;

    @Option(
            names = "--agents",
            converter = AtLeastOne.class,
            defaultValue = "1000",
            description = "Agents, asked in proportion to 1/1, 1/2, 1/3 and so on (default: ${DEFAULT-VALUE}).")
    private int agents;

    @Mixin
    private LoadOptions load = new LoadOptions();

    @Mixin
    private RoundOption repeated = new RoundOption();

    @Mixin
    private SettingOptions set = new SettingOptions();

    /** Tells how far it is. */
    public DecisionsCommand(PrintWriter out) {
        super("decisions", out);
    }

    @Override
    protected Report measure(ObjectNode json) throws IOException, InterruptedException, ExecutionException {
        int rounds = repeated.rounds();
        load.describe(json);
        json.put("rounds", rounds);
        json.put("partitions", partitions).put("agents", agents).put("zipf_exponent", ZIPF_EXPONENT);
        DecisionsReport report = new DecisionsReport(json);
        try (LocalWrit writ = LocalWrit.start(partitions, set.settings())) {
            say("starting the topology");
            writ.startTopology();
            GovernanceConfig config = writ.config();
            json.put("guarantee", config.guarantee())
                    .put("commit_interval_ms", config.commitInterval().toMillis())
                    .put("threads", config.threads());
            Agents.register(writ.kafka(), 0, agents);
            try (Courses courses = Courses.open(writ, new Zipf(agents, ZIPF_EXPONENT, SEED))) {
                for (int round = 0; round < warmUp; round++) {
                    say("warming up");
                    saturate(courses, round, new Rounds());
                }
                for (int round = 0; round < rounds; round++) {
                    say("round " + (round + 1) + " of " + rounds);
                    run(courses, round, report);
                }
                hits(courses, json);
            }
        }
        return report.make();
    }

    private void run(Courses courses, int round, DecisionsReport report) throws IOException, InterruptedException {
        report.idle(idle());
        for (Runner runner : Rounds.inTurn(courses.runners(), round)) {
            runner.atRate(load.rate(), load.time())
                    .addTo(report.atRate(), runner.course().name());
            Thread.sleep(SETTLE);
        }
        saturate(courses, round, report.saturated());
    }

    private void saturate(Courses courses, int round, Rounds figures) throws IOException, InterruptedException {
        for (Runner runner : Rounds.inTurn(courses.runners(), round)) {
            runner.saturated(load.most(), load.time())
                    .addTo(figures, runner.course().name());
            Thread.sleep(SETTLE);
        }
    }

    /** Microseconds of processor time in a second while nothing is asked, which all figures of a record have in them. */
    private static double idle() throws InterruptedException {
        Spent before = Spent.untilNow("");
        Thread.sleep(IDLE);
        return Spent.untilNow("").since(before).processorNanos() / NANOS_PER_MICRO / IDLE.toSeconds();
    }

    private static void hits(Courses courses, ObjectNode json) {
        for (Runner runner : courses.runners()) {
            if (runner.course().name().equals(Courses.CHECK)) {
                CacheHits hits = CacheHits.of(runner.lastHeaders(CacheStats.HEADER));
                json.put("cache_hits", hits.hits()).put("cache_misses", hits.misses());
                json.put("cache_hit_rate", hits.rate());
            }
        }
    }
}
