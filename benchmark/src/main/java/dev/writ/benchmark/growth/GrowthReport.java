package dev.writ.benchmark.growth;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.writ.benchmark.figures.MarkdownTable;
import dev.writ.benchmark.figures.Plot;
import dev.writ.benchmark.figures.Report;
import dev.writ.benchmark.figures.Rounds;
import dev.writ.benchmark.figures.Spread;
import dev.writ.benchmark.growth.Point.Figures;
import java.util.List;
import java.util.Map;

/** The figures of all sizes, as one table for agents and one for partitions. */
final class GrowthReport {

    private static final String PER_SECOND = "per_second";
    private static final String CPU = "cpu_us";
    private static final String HEAP = "heap_mib";
    private static final String WARM = "warm_restart_s";
    private static final String COLD = "cold_restart_s";

    private GrowthReport() {}

    static Report of(
            ObjectNode json, List<Integer> agents, List<Integer> partitions, Figures byAgents, Figures byPartitions) {
        json.set("by_agents", json(byAgents));
        json.set("by_partitions", json(byPartitions));
        List<String> sizes = names(agents);
        List<String> numbers = names(partitions);
        String text = """
            # What more agents and more partitions cost

            Checks, each of an agent that is drawn from all alike; broker, client and topology in one process; %s \
            processors, %s. Medians of %s rounds of %s s, with the least and the most behind them. Sizes follow each \
            other, so each has Kafka alone beside it. A restart is timed until the first decision: warm with the state \
            that was there, cold without it.

            ## Agents, with %s partitions

            %s
            ## Partitions, with %s agents

            %s""".formatted(
                        json.path("processors").asText(),
                        json.path("system").asText(),
                        json.path("rounds").asText(),
                        json.path("seconds").asText(),
                        json.path("usual_partitions").asText(),
                        table("agents", sizes, byAgents),
                        json.path("fewest_agents").asText(),
                        table("partitions", numbers, byPartitions));
        return new Report(
                json,
                text,
                Map.of(
                        "agents-cost", cost("By number of agents", sizes, byAgents),
                        "agents-restart", restarts("By number of agents", sizes, byAgents),
                        "agents-memory", memory("By number of agents", sizes, byAgents),
                        "partitions-cost", cost("By number of partitions", numbers, byPartitions),
                        "partitions-restart", restarts("By number of partitions", numbers, byPartitions)));
    }

    private static List<String> names(List<Integer> sizes) {
        return sizes.stream().distinct().map(size -> Integer.toString(size)).toList();
    }

    private static ObjectNode json(Figures figures) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.set("at_rate", figures.atRate().json());
        json.set("saturated", figures.saturated().json());
        json.set("kafka_alone", figures.bare().json());
        json.set("rest", figures.rest().json());
        return json;
    }

    private static MarkdownTable table(String what, List<String> sizes, Figures figures) {
        MarkdownTable table = new MarkdownTable(
                what,
                "p50, ms",
                "p99, ms",
                "decisions/s",
                "process, us each",
                "Kafka alone, records/s",
                "warm restart, s",
                "cold restart, s",
                "heap, MiB",
                "resident, MiB",
                "state on disk, MiB",
                "registered/s");
        for (String size : sizes) {
            Rounds rest = figures.rest();
            table.row(
                    size,
                    figures.atRate().of(size, "p50_ms").toString(),
                    figures.atRate().of(size, "p99_ms").toString(),
                    figures.saturated().of(size, PER_SECOND).toString(),
                    figures.saturated().of(size, CPU).toString(),
                    figures.bare().of(size, PER_SECOND).toString(),
                    rest.of(size, WARM).toString(),
                    rest.of(size, COLD).toString(),
                    median(rest, size, HEAP),
                    median(rest, size, "resident_mib"),
                    median(rest, size, "state_mib"),
                    median(rest, size, "registered_per_second"));
        }
        return table;
    }

    private static String median(Rounds rounds, String size, String figure) {
        return Spread.number(rounds.of(size, figure).median());
    }

    private static String cost(String title, List<String> sizes, Figures figures) {
        Plot plot = new Plot(title, "microseconds of processor time for each");
        for (String size : sizes) {
            plot.add("decision", size, figures.saturated().of(size, CPU));
            plot.add("Kafka alone", size, figures.bare().of(size, CPU));
        }
        return plot.lines();
    }

    private static String restarts(String title, List<String> sizes, Figures figures) {
        Plot plot = new Plot(title, "seconds to the first decision");
        for (String size : sizes) {
            plot.add("warm", size, figures.rest().of(size, WARM));
            plot.add("cold", size, figures.rest().of(size, COLD));
        }
        return plot.lines();
    }

    private static String memory(String title, List<String> sizes, Figures figures) {
        Plot plot = new Plot(title, "MiB of heap after a collection");
        for (String size : sizes) {
            plot.add("heap", size, figures.rest().of(size, HEAP));
        }
        return plot.bars();
    }
}
