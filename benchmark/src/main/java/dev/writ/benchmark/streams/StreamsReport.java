package dev.writ.benchmark.streams;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.writ.benchmark.figures.MarkdownTable;
import dev.writ.benchmark.figures.Report;
import dev.writ.benchmark.figures.Samples;
import java.util.Locale;

/** The report of all runs, as a table of one row a number of streams. */
final class StreamsReport {

    private static final String RULE =
            "It holds where every stream came whole and complete, 99% of the streams kept their cadence (no pause over"
                    + " 500 ms between two events, and at most 10% longer than at the rate), and threads stayed bounded.";

    private StreamsReport() {}

    static Report of(ObjectNode json) {
        MarkdownTable table = new MarkdownTable(
                "streams",
                "whole",
                "kept cadence",
                "tokens/s",
                "gap p50 / p99, ms",
                "first text p50 / p99, ms",
                "processors: writ user + system",
                "PostgreSQL",
                "client",
                "machine busy",
                "memory, MiB",
                "threads",
                "holds");
        int highest = 0;
        for (JsonNode run : json.path("runs")) {
            JsonNode used = run.path("processors_used");
            table.row(
                    run.path("streams").asText(),
                    run.path("intact").asText(),
                    percent(run.path("kept_cadence")),
                    String.format(
                            Locale.ROOT, "%.0f", run.path("tokens_per_second").asDouble()),
                    percentiles(run.path("gap")),
                    percentiles(run.path("first_text")),
                    number(used.path("writ").path("user")) + " + "
                            + number(used.path("writ").path("system")),
                    sum(used.path("postgres")),
                    sum(used.path("client")),
                    percent(run.path("machine_busy")),
                    run.path("writ_resident_mib").asText(),
                    run.path("writ_threads").asText(),
                    run.path("holds").asBoolean() ? "yes" : "no");
            highest = run.path("holds").asBoolean()
                    ? Math.max(highest, run.path("streams").asInt())
                    : highest;
        }
        json.put("highest_that_holds", highest).put("rule", RULE);
        return new Report(
                json,
                "# Streams at once\n\n%s tokens/s each, all at once for %s s; %s processors, %s.\n\n%s\n%s Highest of these that holds: %d.%n"
                        .formatted(
                                json.path("rate").asText(),
                                json.path("seconds").asText(),
                                json.path("processors").asText(),
                                json.path("system").asText(),
                                table,
                                RULE,
                                highest));
    }

    private static String percentiles(JsonNode samples) {
        return number(samples.path("p50_ms")) + " / " + number(samples.path("p99_ms"));
    }

    private static String sum(JsonNode cpu) {
        return String.format(
                Locale.ROOT,
                "%.2f",
                cpu.path("user").asDouble() + cpu.path("system").asDouble());
    }

    private static String percent(JsonNode share) {
        return String.format(Locale.ROOT, "%.1f%%", 100 * share.asDouble());
    }

    private static String number(JsonNode value) {
        return Samples.text(value.isNumber() ? value.asDouble() : Double.NaN);
    }
}
