package dev.writ.benchmark.history;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.writ.benchmark.figures.MarkdownTable;
import dev.writ.benchmark.figures.Measurement;
import dev.writ.benchmark.figures.Plot;
import dev.writ.benchmark.figures.Report;
import dev.writ.benchmark.figures.Rounds;
import dev.writ.benchmark.figures.Spread;
import dev.writ.benchmark.writ.RoundOption;
import dev.writ.history.fold.LogDecoder;
import dev.writ.history.fold.Period;
import dev.writ.history.log.LogRange;
import dev.writ.history.log.LogReader;
import dev.writ.history.log.Progress;
import dev.writ.history.whatif.Past;
import dev.writ.history.whatif.WhatIf;
import dev.writ.history.whatif.WhatIfReport;
import dev.writ.local.LocalCluster;
import dev.writ.local.LocalClusterConfig;
import dev.writ.policy.ConfidenceDeltas;
import dev.writ.policy.Policy;
import dev.writ.schemas.KafkaConnection;
import dev.writ.schemas.Topics;
import java.io.PrintWriter;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Measures how fast another policy is asked about a long past, against reading and decoding the same records. */
@Command(
        name = "history",
        description = "Time of a what-if over many decisions, against plain decoding of the same records in one run.")
public final class HistoryCommand extends Measurement {

    private static final double NANOS = 1e9;
    private static final String SECONDS = "seconds";
    private static final String DECODING = "decoding";
    private static final String WHAT_IF = "what-if";

    @Mixin
    private PastOption past = new PastOption(1_000_000);

    @Mixin
    private RoundOption repeated = new RoundOption();

    /** Prints what it found. */
    public HistoryCommand(PrintWriter out) {
        super("history", out);
    }

    @Override
    protected Report measure(ObjectNode json) {
        json.put("decisions", past.decisions()).put("rounds", repeated.rounds());
        try (LocalCluster cluster = LocalCluster.start(LocalClusterConfig.ephemeral())) {
            KafkaConnection kafka = cluster.connection();
            say("writing " + past.decisions() + " decisions");
            try (WrittenPast written = new WrittenPast(kafka)) {
                written.write(past.decisions());
            }
            return report(json, measure(kafka, json));
        }
    }

    private Rounds measure(KafkaConnection kafka, ObjectNode json) {
        Rounds taken = new Rounds();
        for (int round = 1; round <= repeated.rounds(); round++) {
            say("round " + round + " of " + repeated.rounds());
            for (String way : Rounds.inTurn(List.of(DECODING, WHAT_IF), round)) {
                double seconds = way.equals(DECODING)
                        ? seconds(kafka, json, "records", log -> decode(log, kafka))
                        : seconds(kafka, json, "decided_again", log -> ask(log, kafka));
                taken.add(way, SECONDS, seconds);
            }
        }
        return taken;
    }

    private static double seconds(
            KafkaConnection kafka,
            ObjectNode json,
            String counted,
            ToLongFunction<Iterator<ConsumerRecord<byte[], byte[]>>> work) {
        long begun = System.nanoTime();
        try (LogReader log =
                LogReader.open(kafka, "writ-bench", LogRange.all(Topics.names(Past.TOPICS)), Progress.Watcher.NOBODY)) {
            json.put(counted, work.applyAsLong(log));
        }
        return (System.nanoTime() - begun) / NANOS;
    }

    private static long decode(Iterator<ConsumerRecord<byte[], byte[]>> log, KafkaConnection kafka) {
        LogDecoder decoder = new LogDecoder(Past.TOPICS, kafka.registry());
        long decoded = 0;
        while (log.hasNext()) {
            decoded += decoder.read(log.next()).isPresent() ? 1 : 0;
        }
        return decoded;
    }

    private static long ask(Iterator<ConsumerRecord<byte[], byte[]>> log, KafkaConnection kafka) {
        WhatIfReport report = WhatIf.of(Past.read(log, kafka.registry()), kinder(), Period.ALL, 0);
        return report.decisions();
    }

    /** One under which agents fare otherwise. */
    private static Policy kinder() {
        Policy built = Policy.builtIn();
        ConfidenceDeltas deltas = built.deltas();
        return new Policy(
                built.id(),
                built.version() + 1,
                built.actions(),
                built.unknownComplexity(),
                built.scale(),
                new ConfidenceDeltas(
                        deltas.success(),
                        deltas.failure() / 2,
                        deltas.trustedCorrection(),
                        deltas.correction(),
                        deltas.highPositive()),
                built.approval());
    }

    private static Report report(ObjectNode json, Rounds taken) {
        Spread ratio = taken.ratio(WHAT_IF, DECODING, SECONDS);
        json.set("rounds_taken", taken.json());
        json.set("ratio", ratio.json());
        MarkdownTable table = new MarkdownTable("decisions", "records", "decoding, s", "what-if, s", "by decoding");
        table.row(
                json.path("decided_again").asText(),
                json.path("records").asText(),
                taken.of(DECODING, SECONDS).toString(),
                taken.of(WHAT_IF, SECONDS).toString(),
                ratio.toString());
        Plot plot = new Plot("Another policy over a long past", SECONDS);
        plot.add(DECODING, "", taken.of(DECODING, SECONDS));
        plot.add(WHAT_IF, "", taken.of(WHAT_IF, SECONDS));
        return new Report(
                json,
                "# Another policy over a long past\n\n%s processors, %s; the broker is in the same process; medians with the least and the most behind them.%n%n%s"
                        .formatted(
                                json.path("processors").asText(),
                                json.path("system").asText(),
                                table),
                Map.of("seconds", plot.bars()));
    }
}
