package dev.writ.benchmark.history;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.writ.benchmark.figures.MarkdownTable;
import dev.writ.benchmark.figures.Report;
import dev.writ.benchmark.figures.ReportFolder;
import dev.writ.benchmark.writ.AtLeastOne;
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
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Iterator;
import java.util.concurrent.Callable;
import java.util.function.ToLongFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures how fast another policy is asked about a long past, against reading and decoding the same records. */
@Command(
        name = "history",
        description = "Time of a what-if over many decisions, against plain decoding of the same records in one run.",
        mixinStandardHelpOptions = true)
public final class HistoryCommand implements Callable<Integer> {

    private static final double NANOS = 1e9;

    private final PrintWriter out;

    @Option(
            names = "--decisions",
            converter = AtLeastOne.class,
            defaultValue = "1000000",
            description = "Recorded decisions (default: ${DEFAULT-VALUE}).")
    private int decisions;

    @Option(
            names = "--rounds",
            converter = AtLeastOne.class,
            defaultValue = "3",
            description = "Rounds, each of both ways (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Mixin
    private ReportFolder reports = new ReportFolder();

    /** Prints what it found. */
    public HistoryCommand(PrintWriter out) {
        this.out = out;
    }

    @Override
    public Integer call() throws IOException {
        ObjectNode json = Report.begun().put("decisions", decisions).put("rounds", rounds);
        try (LocalCluster cluster = LocalCluster.start(LocalClusterConfig.ephemeral())) {
            KafkaConnection kafka = cluster.connection();
            out.println("writing " + decisions + " decisions");
            try (WrittenPast past = new WrittenPast(kafka)) {
                past.write(decisions);
            }
            measure(kafka, json);
        }
        reports.put(report(json), "history", out);
        return 0;
    }

    private void measure(KafkaConnection kafka, ObjectNode json) {
        double leastDecoding = Double.MAX_VALUE;
        double leastAsking = Double.MAX_VALUE;
        for (int round = 1; round <= rounds; round++) {
            out.println("round " + round + " of " + rounds);
            double decoding = seconds(kafka, json, "records", log -> decode(log, kafka));
            double asking = seconds(kafka, json, "decided_again", log -> ask(log, kafka));
            json.withArray("decoding_s").add(decoding);
            json.withArray("what_if_s").add(asking);
            leastDecoding = Math.min(leastDecoding, decoding);
            leastAsking = Math.min(leastAsking, asking);
        }
        json.put("ratio", leastAsking / leastDecoding);
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

    private static Report report(ObjectNode json) {
        MarkdownTable table = new MarkdownTable("decisions", "records", "decoding, s", "what-if, s", "least by least");
        table.row(
                json.path("decided_again").asText(),
                json.path("records").asText(),
                json.path("decoding_s").toString(),
                json.path("what_if_s").toString(),
                "%.2f".formatted(json.path("ratio").asDouble()));
        return new Report(
                json,
                "# Another policy over a long past\n\n%s processors, %s; the broker is in the same process.%n%n%s"
                        .formatted(
                                json.path("processors").asText(),
                                json.path("system").asText(),
                                table));
    }
}
