package dev.writ.benchmark.decisions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.writ.benchmark.figures.Aims;
import dev.writ.benchmark.figures.MarkdownTable;
import dev.writ.benchmark.figures.Plot;
import dev.writ.benchmark.figures.Report;
import dev.writ.benchmark.figures.Rounds;
import dev.writ.benchmark.figures.Spread;
import java.util.List;
import java.util.Map;

/** The figures of all rounds, and what is made of them. */
final class DecisionsReport {

    private static final String P50 = "p50_ms";
    private static final String P99 = "p99_ms";
    private static final String P999 = "p999_ms";
    private static final String PER_SECOND = "per_second";
    private static final String CPU = "cpu_us";
    private static final String NOTHING = "nothing";

    private static final double MOST_BY_PASS = 1.5;
    private static final double LEAST_BY_PASS = 0.6;
    private static final double LEAST_HIT_RATE = 0.9;

    private final ObjectNode json;
    private final Rounds atRate = new Rounds();
    private final Rounds saturated = new Rounds();
    private final Rounds idle = new Rounds();

    DecisionsReport(ObjectNode json) {
        this.json = json;
    }

    Rounds atRate() {
        return atRate;
    }

    Rounds saturated() {
        return saturated;
    }

    /** Notes the processor time in a second, in microseconds, of a process that is asked nothing. */
    void idle(double microseconds) {
        idle.add(NOTHING, CPU, microseconds);
    }

    Report make() {
        json.set("at_rate", atRate.json());
        json.set("saturated", saturated.json());
        json.set("idle", idle.json());
        String text = """
            # Decisions, against Kafka alone and a topology that does nothing

            %s, commit interval %s ms, %s stream threads, %s partitions, %s agents; broker, client and all topologies in \
            one process; %s processors, %s. Medians of %s rounds of %s s, with the least and the most behind them.

            ## At %s requests per second

            The time is from when a request was to be sent.

            %s
            ## As many as come out, %s on their way at a time

            %s
            ## By the reference, round for round

            %s
            ## Aims, of a check by the pass-through

            %s
            While nothing was asked, the process took %s us of processor time in a second; the figures above have that in \
            them. The decision caches had the answer to %.1f%% of the checks; agents came by Zipf's law, exponent %s.
            """.formatted(
                        json.path("guarantee").asText(),
                        json.path("commit_interval_ms").asText(),
                        json.path("threads").asText(),
                        json.path("partitions").asText(),
                        json.path("agents").asText(),
                        json.path("processors").asText(),
                        json.path("system").asText(),
                        json.path("rounds").asText(),
                        json.path("seconds").asText(),
                        json.path("rate").asText(),
                        times(),
                        json.path("most").asText(),
                        throughput(),
                        ratios(),
                        aims(),
                        idle.of(NOTHING, CPU),
                        100 * json.path("cache_hit_rate").asDouble(),
                        json.path("zipf_exponent").asText());
        return new Report(
                json,
                text,
                Map.of(
                        "latency", latencyPlot(),
                        "throughput", plot("As many as come out", PER_SECOND, "records per second"),
                        "processor", plot("As many as come out", CPU, "microseconds of processor time for each")));
    }

    private MarkdownTable times() {
        MarkdownTable table = new MarkdownTable(
                "way", "p50, ms", "p99, ms", "p99.9, ms", "process, us each", "stream threads, us each", "KB each");
        for (String way : Courses.ALL) {
            table.row(
                    way,
                    atRate.of(way, P50).toString(),
                    atRate.of(way, P99).toString(),
                    atRate.of(way, P999).toString(),
                    atRate.of(way, CPU).toString(),
                    atRate.of(way, "stream_cpu_us").toString(),
                    kilobytes(atRate, way));
        }
        return table;
    }

    private MarkdownTable throughput() {
        MarkdownTable table =
                new MarkdownTable("way", "per second", "process, us each", "stream threads, us each", "KB each");
        for (String way : Courses.ALL) {
            table.row(
                    way,
                    saturated.of(way, PER_SECOND).toString(),
                    saturated.of(way, CPU).toString(),
                    saturated.of(way, "stream_cpu_us").toString(),
                    kilobytes(saturated, way));
        }
        return table;
    }

    private MarkdownTable ratios() {
        MarkdownTable table = new MarkdownTable("way", "by", "p50", "p99", "p99.9", "per second", "process, us each");
        for (String way : List.of(Courses.CHECK, Courses.CHAT)) {
            for (String reference :
                    List.of(Courses.BARE, Courses.PASS, Courses.PASS_ALL_WRITES, Courses.PASS_BY_INTERVAL)) {
                table.row(
                        way,
                        reference,
                        ratio(atRate, way, reference, P50),
                        ratio(atRate, way, reference, P99),
                        ratio(atRate, way, reference, P999),
                        ratio(saturated, way, reference, PER_SECOND),
                        ratio(saturated, way, reference, CPU));
            }
        }
        return table;
    }

    private Aims aims() {
        return new Aims(json)
                .atMost("p50", MOST_BY_PASS, byPass(atRate, P50))
                .atMost("p99", MOST_BY_PASS, byPass(atRate, P99))
                .atLeast("per second", LEAST_BY_PASS, byPass(saturated, PER_SECOND))
                .atLeast(
                        "checks that a cache answered, of all",
                        LEAST_HIT_RATE,
                        json.path("cache_hit_rate").asDouble());
    }

    private static double byPass(Rounds load, String figure) {
        return load.ratio(Courses.CHECK, Courses.PASS, figure).median();
    }

    /** Also among the figures. */
    private String ratio(Rounds load, String way, String reference, String figure) {
        Spread ratio = load.ratio(way, reference, figure);
        json.withObjectProperty("ratios")
                .withObjectProperty(way)
                .withObjectProperty(reference)
                .set(figure, ratio.json());
        return ratio.toString();
    }

    private static String kilobytes(Rounds load, String way) {
        return Spread.number(load.of(way, "allocated_bytes").median() / 1_000);
    }

    private String latencyPlot() {
        Plot plot = new Plot("At " + json.path("rate").asText() + " per second", "ms");
        for (String way : Courses.ALL) {
            plot.add("p50", way, atRate.of(way, P50));
            plot.add("p99", way, atRate.of(way, P99));
            plot.add("p99.9", way, atRate.of(way, P999));
        }
        return plot.bars();
    }

    private String plot(String title, String figure, String unit) {
        Plot plot = new Plot(title, unit);
        for (String way : Courses.ALL) {
            plot.add("median, least to most", way, saturated.of(way, figure));
        }
        return plot.bars();
    }
}
