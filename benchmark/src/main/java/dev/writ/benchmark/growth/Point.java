package dev.writ.benchmark.growth;

import dev.writ.benchmark.figures.Rounds;
import dev.writ.benchmark.local.LocalWrit;
import dev.writ.benchmark.local.RequestRecords;
import dev.writ.benchmark.path.Course;
import dev.writ.benchmark.path.LoadOptions;
import dev.writ.benchmark.path.OpenLoop;
import dev.writ.benchmark.path.Runner;
import dev.writ.schemas.Topics;
import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.ExecutionException;

/**
 * One size, measured.
 *
 * @param load the rounds at a rate, and those at the most
 * @param rounds that count, behind one that warms up
 */
record Point(LoadOptions load, int rounds) {

    private static final long SEED = 42;
    private static final String BARE_TOPIC = "bench.bare";
    private static final Duration FIRST = Duration.ofSeconds(1);

    /** Figures by size: at the rate, at the most, of Kafka alone at the most, and of restarts and memory. */
    record Figures(Rounds atRate, Rounds saturated, Rounds bare, Rounds rest) {
        Figures() {
            this(new Rounds(), new Rounds(), new Rounds(), new Rounds());
        }
    }

    /** Creates what it needs beside Writ, once for each cluster. */
    static void prepare(LocalWrit writ) throws InterruptedException, ExecutionException {
        writ.createTopics(Topics.DECISIONS, BARE_TOPIC);
    }

    /**
     * Measures, with a topology that runs, before and after.
     *
     * @param size names it among the figures
     * @param agents that are registered; all are asked alike
     */
    void measure(LocalWrit writ, String size, int agents, Figures figures) throws IOException, InterruptedException {
        Random random = new Random(SEED);
        RequestRecords requests = new RequestRecords(writ.kafka().registry(), () -> random.nextInt(agents));
        Course check = new Course(
                "writ check",
                Topics.DECISIONS.name(),
                writ.config().applicationId() + "-StreamThread",
                requests::check);
        Course alone = new Course("produce-consume", BARE_TOPIC, "", key -> requests.checkTo(BARE_TOPIC, key));
        try (Runner decisions = new Runner(writ.kafka(), check);
                Runner bare = new Runner(writ.kafka(), alone)) {
            run(decisions, bare, size, new Figures());
            for (int round = 0; round < rounds; round++) {
                run(decisions, bare, size, figures);
            }
            Footprint.of(writ.config().stateDirectory()).addTo(figures.rest(), size);
            for (int round = 0; round < rounds; round++) {
                writ.stopTopology();
                restart(writ, decisions, figures.rest(), size, "warm_restart_s");
                writ.stopTopology();
                writ.loseState();
                restart(writ, decisions, figures.rest(), size, "cold_restart_s");
            }
        }
    }

    private void run(Runner decisions, Runner bare, String size, Figures figures)
            throws IOException, InterruptedException {
        decisions.atRate(load.rate(), load.time()).addTo(figures.atRate(), size);
        decisions.saturated(load.most(), load.time()).addTo(figures.saturated(), size);
        bare.saturated(load.most(), load.time()).addTo(figures.bare(), size);
    }

    /** Until the first decision has come. */
    private static void restart(LocalWrit writ, Runner decisions, Rounds rest, String size, String figure)
            throws IOException, InterruptedException {
        double ready = writ.startTopology();
        rest.add(size, figure, ready + decisions.atRate(new OpenLoop(1), FIRST).seconds());
    }
}
