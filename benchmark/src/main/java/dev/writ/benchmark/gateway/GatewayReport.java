package dev.writ.benchmark.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.writ.benchmark.figures.MarkdownTable;
import dev.writ.benchmark.figures.Plot;
import dev.writ.benchmark.figures.Report;
import dev.writ.benchmark.figures.Rounds;
import dev.writ.benchmark.figures.Spread;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The figures of all rounds by number of clients, and what is made of them. */
final class GatewayReport {

    private static final String PER_SECOND = "per_second";
    private static final String P50 = "p50_ms";
    private static final String P99 = "p99_ms";
    private static final String CPU = "cpu_us";

    private final ObjectNode json;
    private final Map<Integer, Rounds> rounds = new LinkedHashMap<>();

    GatewayReport(ObjectNode json, List<Integer> clients) {
        this.json = json;
        clients.forEach(number -> rounds.put(number, new Rounds()));
    }

    /** The figures with a number of clients, which is one of those that were given. */
    Rounds of(int clients) {
        return rounds.computeIfAbsent(clients, _ -> new Rounds());
    }

    Report make() {
        MarkdownTable figures =
                new MarkdownTable("clients", "way", "per second", "p50, ms", "p99, ms", "process, us each");
        MarkdownTable ratios = new MarkdownTable("clients", "way", "by", "per second", "p50", "p99");
        Plot throughput = new Plot("By number of clients", "answers per second");
        Plot times = new Plot("By number of clients", "p99 in ms");
        rounds.forEach((number, taken) -> {
            String clients = Integer.toString(number);
            ObjectNode node = json.withObjectProperty("clients").withObjectProperty(clients);
            node.set("ways", taken.json());
            for (Way way : Way.ALL) {
                String words = way.words();
                figures.row(
                        clients,
                        words,
                        taken.of(words, PER_SECOND).toString(),
                        taken.of(words, P50).toString(),
                        taken.of(words, P99).toString(),
                        taken.of(words, CPU).toString());
                throughput.add(words, clients, taken.of(words, PER_SECOND));
                times.add(words, clients, taken.of(words, P99));
            }
            ratio(ratios, node, clients, taken, Way.WAITING, Way.HTTP_ALONE);
            ratio(ratios, node, clients, taken, Way.ASYNC, Way.PRODUCER);
        });
        String text = """
            # The gateway, against HTTP without Kafka and Kafka without HTTP

            Each client asks again as soon as it has its answer. Gateway, topology, broker and clients are in one process; %s \
            processors, %s. Medians of %s rounds of %s s, with the least and the most behind them.

            %s
            ## By the reference, round for round

            %s""".formatted(
                        json.path("processors").asText(),
                        json.path("system").asText(),
                        json.path("rounds").asText(),
                        json.path("seconds").asText(),
                        figures,
                        ratios);
        return new Report(json, text, Map.of("throughput", throughput.bars(), "p99", times.bars()));
    }

    private static void ratio(
            MarkdownTable table, ObjectNode node, String clients, Rounds taken, Way way, Way reference) {
        ObjectNode ratios = node.withObjectProperty("ratios").withObjectProperty(way.words());
        Map<String, Spread> all = new LinkedHashMap<>();
        for (String figure : List.of(PER_SECOND, P50, P99)) {
            Spread ratio = taken.ratio(way.words(), reference.words(), figure);
            ratios.set(figure, ratio.json());
            all.put(figure, ratio);
        }
        table.row(
                clients,
                way.words(),
                reference.words(),
                String.valueOf(all.get(PER_SECOND)),
                String.valueOf(all.get(P50)),
                String.valueOf(all.get(P99)));
    }
}
