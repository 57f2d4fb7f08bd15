package dev.writ.benchmark.growth;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.writ.benchmark.figures.Measurement;
import dev.writ.benchmark.figures.Report;
import dev.writ.benchmark.local.Agents;
import dev.writ.benchmark.local.LocalWrit;
import dev.writ.benchmark.local.SettingOptions;
import dev.writ.benchmark.path.LoadOptions;
import dev.writ.benchmark.writ.AtLeastOne;
import dev.writ.benchmark.writ.RoundOption;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures what more agents and more partitions cost. */
@Command(
        name = "growth",
        description = "What a decision, a restart and the memory take as agents and partitions become more.")
public final class GrowthCommand extends Measurement {

    private static final double NANOS = 1e9;
    /** Partitions while agents become more. */
    private static final int USUAL_PARTITIONS = 6;

    @Option(
            names = "--agents",
            split = ",",
            converter = AtLeastOne.class,
            paramLabel = "N",
            defaultValue = "1000,100000,1000000",
            description = "Numbers of registered agents, each more than the one before (default: ${DEFAULT-VALUE}).")
    private List<Integer> agents = List.of();

    @Option(
            names = "--partitions",
            split = ",",
            converter = AtLeastOne.class,
            paramLabel = "N",
            defaultValue = "1,6,24",
            description = "Numbers of partitions, with the least number of agents (default: ${DEFAULT-VALUE}).")
    private List<Integer> partitions = List.of();

    @Mixin
    private LoadOptions load = new LoadOptions();

    @Mixin
    private RoundOption repeated = new RoundOption();

    @Mixin
    private SettingOptions set = new SettingOptions();

    /** Tells how far it is. */
    public GrowthCommand(PrintWriter out) {
        super("growth", out);
    }

    @Override
    protected Report measure(ObjectNode json) throws IOException, InterruptedException, ExecutionException {
        List<Integer> sizes = agents.stream().sorted().distinct().toList();
        int fewest = Collections.min(sizes);
        load.describe(json);
        json.put("rounds", repeated.rounds());
        json.put("usual_partitions", USUAL_PARTITIONS).put("fewest_agents", fewest);
        Point point = new Point(load, repeated.rounds());
        Point.Figures byAgents = new Point.Figures();
        Point.Figures byPartitions = new Point.Figures();
        try (LocalWrit writ = LocalWrit.start(USUAL_PARTITIONS, set.settings())) {
            Point.prepare(writ);
            writ.startTopology();
            int registered = 0;
            for (int size : sizes) {
                String name = Integer.toString(size);
                register(writ, registered, size, name, byAgents);
                registered = size;
                say("measuring " + name + " agents");
                point.measure(writ, name, size, byAgents);
            }
        }
        for (int number : partitions.stream().distinct().toList()) {
            try (LocalWrit writ = LocalWrit.start(number, set.settings())) {
                Point.prepare(writ);
                writ.startTopology();
                String name = Integer.toString(number);
                register(writ, 0, fewest, name, byPartitions);
                say("measuring " + name + " partitions");
                point.measure(writ, name, fewest, byPartitions);
            }
        }
        return GrowthReport.of(json, sizes, partitions, byAgents, byPartitions);
    }

    private void register(LocalWrit writ, int first, int end, String size, Point.Figures figures) throws IOException {
        say("registering " + (end - first) + " agents");
        long begun = System.nanoTime();
        Agents.register(writ.kafka(), first, end);
        figures.rest().add(size, "registered_per_second", (end - first) / ((System.nanoTime() - begun) / NANOS));
    }
}
