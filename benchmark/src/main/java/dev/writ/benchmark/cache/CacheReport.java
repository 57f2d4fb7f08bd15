package dev.writ.benchmark.cache;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.writ.benchmark.figures.Aims;
import dev.writ.benchmark.figures.MarkdownTable;
import dev.writ.benchmark.figures.Plot;
import dev.writ.benchmark.figures.Report;
import dev.writ.benchmark.figures.Rounds;
import dev.writ.benchmark.figures.Spread;
import java.util.List;
import java.util.Map;

/** The figures of all rounds, and the hit rates. */
final class CacheReport {

    private static final String CAFFEINE = "caffeineGet";
    private static final String DECISION = "cachedDecision";

    /** The references, and what is measured, by the names of JMH's methods. */
    static final List<String> BENCHMARKS = List.of("hashMapGet", CAFFEINE, "cachedCheck", DECISION);

    static final String NANOS = "ns";
    static final String BYTES = "bytes";

    private static final List<String> AGENTS = List.of("1", "1000");
    private static final double MOST_NANOS = 200;
    private static final double MOST_BY_CAFFEINE = 4;
    private static final double LEAST_HIT_RATE = 0.9;

    private CacheReport() {}

    /** The name of a benchmark with a number of agents. */
    static String way(String benchmark, String agents) {
        return benchmark + ", " + agents;
    }

    static Report of(ObjectNode json, Rounds taken, List<HitRate> rates) {
        json.set("rounds_taken", taken.json());
        MarkdownTable times = new MarkdownTable("agents", "what", "ns", "bytes", "by Caffeine's get");
        Plot plot = new Plot("By number of agents", "ns each");
        for (String agents : AGENTS) {
            for (String benchmark : BENCHMARKS) {
                String way = way(benchmark, agents);
                Spread ratio = taken.ratio(way, way(CAFFEINE, agents), NANOS);
                json.withObjectProperty("by_caffeine").set(way, ratio.json());
                times.row(
                        agents,
                        benchmark,
                        taken.of(way, NANOS).toString(),
                        Spread.number(taken.of(way, BYTES).median()),
                        ratio.toString());
                plot.add(benchmark, agents, taken.of(way, NANOS));
            }
        }
        Aims aims = new Aims(json);
        for (String agents : AGENTS) {
            String way = way(DECISION, agents);
            aims.atMost(way + " agents, ns", MOST_NANOS, taken.of(way, NANOS).median());
            aims.atMost(
                    way + " agents, by Caffeine's get",
                    MOST_BY_CAFFEINE,
                    taken.ratio(way, way(CAFFEINE, agents), NANOS).median());
        }
        MarkdownTable hits = new MarkdownTable("agents", "checks that the cache answered");
        for (HitRate rate : rates) {
            json.withObjectProperty("hit_rate").put(Integer.toString(rate.agents()), rate.rate());
            aims.atLeast(rate.agents() + " agents, checks that the cache answered", LEAST_HIT_RATE, rate.rate());
            hits.row(Integer.toString(rate.agents()), Spread.number(100 * rate.rate()) + "%");
        }
        return new Report(
                json,
                """
                # A cached decision, against plain gets

                JMH, a virtual machine of its own for each; %s processors, %s. Medians of %s rounds, with the least and the \
                most behind them.

                %s
                One task's cache with the usual limits, %s checks a second for %s minutes of stream time, agents by Zipf's \
                law with exponent 1:

                %s
                ## Aims

                %s""".formatted(
                                json.path("processors").asText(),
                                json.path("system").asText(),
                                json.path("rounds").asText(),
                                times,
                                HitRate.PER_SECOND,
                                HitRate.MINUTES,
                                hits,
                                aims),
                Map.of("time", plot.bars()));
    }
}
