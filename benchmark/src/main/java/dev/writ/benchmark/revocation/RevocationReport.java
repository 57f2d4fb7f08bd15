package dev.writ.benchmark.revocation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.writ.benchmark.figures.MarkdownTable;
import dev.writ.benchmark.figures.Report;
import dev.writ.benchmark.figures.Samples;
import java.util.Locale;

/** The report of all rounds, as a table of one row a kind of command. */
final class RevocationReport {

    private RevocationReport() {}

    static Report of(ObjectNode json) {
        MarkdownTable table = new MarkdownTable(
                "command",
                "sent",
                "streams ended as promised",
                "to its answer, p50 / p95 / max, ms",
                "to the last token, ms",
                "to the end of the stream, ms",
                "tokens after it, mean / max a stream");
        json.path("commands").properties().forEach(entry -> {
            JsonNode commands = entry.getValue();
            JsonNode tokens = commands.path("tokens_after");
            table.row(
                    entry.getKey(),
                    commands.path("commands").asText(),
                    commands.path("as_promised").asText() + " of "
                            + commands.path("streams").asText(),
                    percentiles(commands.path("answer")),
                    percentiles(commands.path("last_token")),
                    percentiles(commands.path("end")),
                    String.format(Locale.ROOT, "%.2f", tokens.path("mean").asDouble()) + " / "
                            + tokens.path("max").asText());
        });
        return new Report(
                json,
                "# From a command to the last token\n\n%s rounds; %s streams of %s tokens/s each; %s processors, %s.\n\n%s"
                        .formatted(
                                json.path("rounds").asText(),
                                json.path("streams").asText(),
                                json.path("rate").asText(),
                                json.path("processors").asText(),
                                json.path("system").asText(),
                                table));
    }

    private static String percentiles(JsonNode samples) {
        return text(samples, "p50_ms") + " / " + text(samples, "p95_ms") + " / " + text(samples, "max_ms");
    }

    private static String text(JsonNode samples, String percentile) {
        return Samples.text(samples.path(percentile).asDouble(Double.NaN));
    }
}
