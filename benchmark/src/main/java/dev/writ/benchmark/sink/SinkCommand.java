package dev.writ.benchmark.sink;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.writ.benchmark.figures.MarkdownTable;
import dev.writ.benchmark.figures.Report;
import dev.writ.benchmark.figures.ReportFolder;
import dev.writ.benchmark.figures.Rounds;
import dev.writ.benchmark.history.WrittenPast;
import dev.writ.benchmark.writ.AtLeastOne;
import dev.writ.local.FileTree;
import dev.writ.local.LocalCluster;
import dev.writ.local.LocalClusterConfig;
import dev.writ.schemas.KafkaConnection;
import dev.writ.schemas.Topics;
import dev.writ.sink.SinkConfig;
import dev.writ.sink.SinkService;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures how fast the audit sink writes, against COPY of the rows that it wrote into the same tables. */
@Command(
        name = "sink",
        description =
                "Rows a second from the audit topic through the sink, against COPY of the same rows in the same run.",
        mixinStandardHelpOptions = true)
public final class SinkCommand implements Callable<Integer> {

    private static final double NANOS = 1e9;
    private static final long LOOK_AGAIN_NANOS = 2_000_000;

    private final PrintWriter out;

    @Option(
            names = "--decisions",
            converter = AtLeastOne.class,
            defaultValue = "100000",
            description = "Recorded decisions; about six times as many rows (default: ${DEFAULT-VALUE}).")
    private int decisions;

    @Option(
            names = "--rounds",
            converter = AtLeastOne.class,
            defaultValue = "5",
            description = "Rounds, each of both ways, behind one that does not count (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "A setting of the sink; may be given again.")
    private Map<String, String> settings = new HashMap<>();

    @Mixin
    private ReportFolder reports = new ReportFolder();

    /** Prints what it found. */
    public SinkCommand(PrintWriter out) {
        this.out = out;
    }

    @Override
    public Integer call() throws IOException, SQLException {
        ObjectNode json = Report.begun().put("decisions", decisions).put("rounds", rounds);
        Path folder = Files.createTempDirectory("writ-bench-sink");
        // Not a cluster of tests, whose PostgreSQL does not wait for the disk.
        try (LocalCluster cluster = LocalCluster.start(new LocalClusterConfig(folder.resolve("data"), 0, 0, 0, 6))) {
            out.println("writing " + decisions + " decisions");
            try (WrittenPast past = new WrittenPast(cluster.connection())) {
                past.write(decisions);
            }
            measure(cluster, folder, json);
        } finally {
            FileTree.delete(folder);
        }
        reports.put(report(json), "sink", out);
        return 0;
    }

    private void measure(LocalCluster cluster, Path folder, ObjectNode json) throws SQLException, IOException {
        long last = end(cluster.connection());
        Rounds taken = new Rounds();
        try (Tables tables = new Tables(cluster)) {
            for (int round = 0; round <= rounds; round++) {
                out.println(round == 0 ? "warming up" : "round " + round + " of " + rounds);
                if (round > 0) {
                    tables.empty();
                }
                double sink = sink(cluster, tables, last);
                json.put("events", tables.events());
                json.put("rows", tables.copyOut(folder));
                tables.empty();
                long begun = System.nanoTime();
                json.put("copied_rows", tables.copyIn(folder));
                double copied = (System.nanoTime() - begun) / NANOS;
                if (round > 0) {
                    taken.add("sink", "seconds", sink);
                    taken.add("copy", "seconds", copied);
                }
                out.println("sink %.2f s, COPY %.2f s, ratio %.2f".formatted(sink, copied, copied / sink));
            }
        }
        json.set("rounds_taken", taken.json());
        json.set("ratio", taken.ratio("copy", "sink", "seconds").json());
    }

    /** From the moment when it has its positions, since joining a group takes as long for any number of rows. */
    private double sink(LocalCluster cluster, Tables tables, long last) throws SQLException {
        Map<String, String> all = new HashMap<>();
        all.put(KafkaConnection.BOOTSTRAP_SERVERS, cluster.bootstrapServers());
        all.put(KafkaConnection.REGISTRY_URL, cluster.registryUrl().toString());
        all.put("jdbc.url", cluster.jdbcUrl());
        all.put("jdbc.user", cluster.jdbcUser());
        all.put("jdbc.password", cluster.jdbcPassword());
        all.put("sink.retention.days", "0");
        all.putAll(settings);
        try (SinkService sink = SinkService.start(SinkConfig.from(all), new SimpleMeterRegistry())) {
            await(sink, () -> sink.isReady() || tables.areBegun());
            long begun = System.nanoTime();
            await(sink, () -> tables.position() >= last);
            return (System.nanoTime() - begun) / NANOS;
        }
    }

    private interface Condition {
        boolean holds() throws SQLException;
    }

    private static void await(SinkService sink, Condition condition) throws SQLException {
        boolean holds = false;
        while (!holds) {
            if (sink.failure().isPresent()) {
                throw new IllegalStateException("the sink stops", sink.failure().get());
            }
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
            holds = !sink.troubles().containsValue("is starting") && condition.holds();
        }
    }

    private static long end(KafkaConnection kafka) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                kafka.consumer("writ-bench"), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.AUDIT.name()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            return consumer.endOffsets(partitions).values().stream().collect(Collectors.summingLong(Long::longValue));
        }
    }

    private Report report(ObjectNode json) {
        MarkdownTable table =
                new MarkdownTable("events", "rows", "sink, rows/s", "COPY, rows/s", "median ratio", "least", "most");
        table.row(
                json.path("events").asText(),
                json.path("rows").asText(),
                rate(json, "sink"),
                rate(json, "copy"),
                "%.2f".formatted(json.at("/ratio/median").asDouble()),
                "%.2f".formatted(json.at("/ratio/least").asDouble()),
                "%.2f".formatted(json.at("/ratio/most").asDouble()));
        return new Report(
                json,
                "# The audit sink against COPY of the same rows\n\n%s processors, %s; medians of %d rounds; broker and sink in one process, PostgreSQL beside it.%n%n%s"
                        .formatted(
                                json.path("processors").asText(),
                                json.path("system").asText(),
                                rounds,
                                table));
    }

    private static String rate(ObjectNode json, String way) {
        double seconds =
                json.path("rounds_taken").path(way).path("seconds").path("median").asDouble();
        return "%.0f".formatted(json.path("rows").asLong() / seconds);
    }
}
