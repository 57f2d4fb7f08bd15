package dev.writ.benchmark.provider;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.writ.benchmark.figures.MarkdownTable;
import dev.writ.benchmark.figures.Plot;
import dev.writ.benchmark.figures.Report;
import dev.writ.benchmark.figures.Rounds;
import dev.writ.benchmark.figures.Spread;
import dev.writ.benchmark.figures.Troubles;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The figures of all rounds by number of streams, and what is made of them. */
final class ProviderReport {

    static final String DIRECT = "provider";
    static final String WRIT = "through writ";
    static final List<String> WAYS = List.of(DIRECT, WRIT);

    private final ObjectNode json;
    private final Map<Integer, Rounds> rounds = new LinkedHashMap<>();
    private final Troubles troubles = new Troubles();

    ProviderReport(ObjectNode json, List<Integer> streams) {
        this.json = json;
        streams.forEach(number -> rounds.put(number, new Rounds()));
    }

    /** The figures of a number of streams, which is one of those that were given. */
    Rounds of(int streams) {
        return rounds.computeIfAbsent(streams, _ -> new Rounds());
    }

    /** What was wrong with streams, of all runs. */
    Troubles troubles() {
        return troubles;
    }

    Report make() {
        MarkdownTable figures =
                new MarkdownTable("streams", "way", "first text p50, ms", "first text p99, ms", "tokens/s", "whole");
        MarkdownTable added =
                new MarkdownTable("streams", "added to p50, ms", "added to p99, ms", "tokens/s by the provider's");
        Plot times = new Plot("By number of streams", "p50 of the first text in ms");
        Plot tokens = new Plot("By number of streams", "tokens per second");
        rounds.forEach((number, taken) -> {
            String streams = Integer.toString(number);
            for (String way : WAYS) {
                Spread first = taken.of(way, ProviderRun.FIRST_P50);
                Spread speed = taken.of(way, ProviderRun.TOKENS);
                figures.row(
                        streams,
                        way,
                        first.toString(),
                        taken.of(way, ProviderRun.FIRST_P99).toString(),
                        speed.toString(),
                        taken.of(way, ProviderRun.WHOLE).toString());
                times.add(way, streams, first);
                tokens.add(way, streams, speed);
            }
            Spread p50 = taken.difference(WRIT, DIRECT, ProviderRun.FIRST_P50);
            Spread p99 = taken.difference(WRIT, DIRECT, ProviderRun.FIRST_P99);
            Spread share = taken.ratio(WRIT, DIRECT, ProviderRun.TOKENS);
            added.row(streams, p50.toString(), p99.toString(), share.toString());
            ObjectNode node = json.withObjectProperty("streams").withObjectProperty(streams);
            node.set("ways", taken.json());
            node.set("added_p50_ms", p50.json());
            node.set("added_p99_ms", p99.json());
            node.set("tokens_ratio", share.json());
        });
        json.set("troubles", troubles.json());
        return new Report(
                json,
                """
                # Streams through Writ, and from the provider itself

                %s tokens/s each, %s opened in a second, all at once for %s s; provider and client in one process, Writ in \
                another; %s processors, %s. Medians of %s rounds, with the least and the most behind them.

                %s
                ## Round for round

                %s""".formatted(
                                json.path("rate").asText(),
                                json.path("opened_per_second").asText(),
                                json.path("seconds").asText(),
                                json.path("processors").asText(),
                                json.path("system").asText(),
                                json.path("rounds").asText(),
                                figures,
                                added),
                Map.of("first-text", times.bars(), "tokens", tokens.bars()));
    }
}
