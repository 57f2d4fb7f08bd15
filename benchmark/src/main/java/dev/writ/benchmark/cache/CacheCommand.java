package dev.writ.benchmark.cache;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.writ.benchmark.DecisionCacheBenchmark;
import dev.writ.benchmark.figures.Measurement;
import dev.writ.benchmark.figures.Report;
import dev.writ.benchmark.figures.Rounds;
import dev.writ.benchmark.writ.AtLeastOne;
import dev.writ.benchmark.writ.RoundOption;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures the decision cache by JMH, and how often it has the answer under loads of several widths. */
@Command(
        name = "cache",
        description =
                "Time of a cached decision by JMH, against plain gets of the same check; and the cache's hit rate.")
public final class CacheCommand extends Measurement {

    private static final String ALLOCATED = "gc.alloc.rate.norm";

    @Option(
            names = "--iterations",
            converter = AtLeastOne.class,
            paramLabel = "N",
            defaultValue = "3",
            description = "Seconds in a round for each, behind as many to warm up (default: ${DEFAULT-VALUE}).")
    private int iterations;

    @Option(
            names = "--agents",
            split = ",",
            converter = AtLeastOne.class,
            paramLabel = "N",
            defaultValue = "1000,10000,100000",
            description = "Numbers of agents whose hit rates are taken (default: ${DEFAULT-VALUE}).")
    private List<Integer> agents = List.of();

    @Mixin
    private RoundOption repeated = new RoundOption();

    /** Tells how far it is. */
    public CacheCommand(PrintWriter out) {
        super("cache", out);
    }

    @Override
    protected Report measure(ObjectNode json) throws IOException {
        json.put("rounds", repeated.rounds()).put("iterations", iterations);
        Rounds taken = new Rounds();
        for (int round = 1; round <= repeated.rounds(); round++) {
            say("round " + round + " of " + repeated.rounds());
            for (String benchmark : Rounds.inTurn(CacheReport.BENCHMARKS, round)) {
                run(benchmark, taken);
            }
        }
        List<HitRate> rates = agents.stream().map(HitRate::under).toList();
        return CacheReport.of(json, taken, rates);
    }

    /** In a virtual machine of its own each time. */
    private void run(String benchmark, Rounds taken) throws IOException {
        Options options = new OptionsBuilder()
                .include("\\." + DecisionCacheBenchmark.class.getSimpleName() + "\\." + benchmark + "$")
                .warmupIterations(iterations)
                .measurementIterations(iterations)
                .addProfiler(GCProfiler.class)
                .verbosity(VerboseMode.SILENT)
                .build();
        try {
            for (RunResult result : new Runner(options).run()) {
                String way = CacheReport.way(benchmark, result.getParams().getParam("agents"));
                taken.add(way, CacheReport.NANOS, result.getPrimaryResult().getScore());
                taken.add(way, CacheReport.BYTES, allocated(result));
            }
        } catch (RunnerException e) {
            throw new IOException("JMH could not run " + benchmark + ": " + e.getMessage(), e);
        }
    }

    private static double allocated(RunResult result) {
        Result<?> bytes = result.getSecondaryResults().get(ALLOCATED);
        return bytes == null ? Double.NaN : bytes.getScore();
    }
}
