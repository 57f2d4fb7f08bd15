package dev.writ.benchmark.sink;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.writ.benchmark.figures.MarkdownTable;
import dev.writ.benchmark.figures.Plot;
import dev.writ.benchmark.figures.Report;
import dev.writ.benchmark.figures.ReportFolder;
import dev.writ.benchmark.figures.Rounds;
import dev.writ.benchmark.figures.Spread;
import dev.writ.benchmark.history.PastOption;
import dev.writ.benchmark.history.WrittenPast;
import dev.writ.benchmark.local.SettingOptions;
import dev.writ.benchmark.writ.Postmaster;
import dev.writ.benchmark.writ.RoundOption;
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
import java.util.LinkedHashMap;
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

/** Measures how fast the audit sink writes, against COPY and batch inserts of the rows that it wrote into the same tables. */
@Command(
        name = "sink",
        description =
                "Rows a second from the audit topic through the sink, against COPY and JDBC's batch inserts of the"
                        + " same rows in the same run.",
        mixinStandardHelpOptions = true)
public final class SinkCommand implements Callable<Integer> {

    /** Of the audit. */
    private static final int PARTITIONS = 6;

    private static final String SINK = "sink";
    private static final String COPY = "copy";
    /** JDBC's batches. */
    private static final String INSERTS = "inserts";

    private static final List<String> REFERENCES = List.of(COPY, INSERTS);
    private static final List<String> WAYS = List.of(SINK, COPY, INSERTS);
    /** Each look takes processor time from what is measured, and each wait adds half of itself to that. */
    private static final long LOOK_AGAIN_NANOS = 20_000_000;

    private final PrintWriter out;

    @Mixin
    private PastOption past = new PastOption(100_000);

    @Mixin
    private RoundOption repeated = new RoundOption();

    @Mixin
    private SettingOptions set = new SettingOptions();

    @Option(
            names = "--postgres",
            paramLabel = "NAME=VALUE",
            description = "A setting of the PostgreSQL server, such as shared_buffers=1GB; may be repeated.")
    private Map<String, String> postgres = new LinkedHashMap<>(Map.of("shared_buffers", "128MB"));

    @Mixin
    private ReportFolder reports = new ReportFolder();

    /** Prints what it found. */
    public SinkCommand(PrintWriter out) {
        this.out = out;
    }

    @Override
    public Integer call() throws IOException, SQLException {
        ObjectNode json = Report.begun().put("decisions", past.decisions()).put("rounds", repeated.rounds());
        Path folder = Files.createTempDirectory("writ-bench-sink");
        // Not a cluster of tests, whose PostgreSQL does not wait for the disk.
        try (LocalCluster cluster =
                LocalCluster.start(new LocalClusterConfig(folder.resolve("data"), 0, 0, 0, PARTITIONS, postgres))) {
            out.println("writing " + past.decisions() + " decisions");
            try (WrittenPast written = new WrittenPast(cluster.connection())) {
                written.write(past.decisions());
            }
            reports.put(report(json, measure(cluster, folder, json)), "sink", out);
            return 0;
        } finally {
            FileTree.delete(folder);
        }
    }

    private Rounds measure(LocalCluster cluster, Path folder, ObjectNode json) throws SQLException, IOException {
        long last = end(cluster.connection());
        long postmaster = Postmaster.of(cluster.dataDirectory()).orElseThrow();
        Rounds taken = new Rounds();
        Path binary = Files.createDirectory(folder.resolve("binary"));
        Path text = Files.createDirectory(folder.resolve("text"));
        try (Tables tables = new Tables(cluster);
                BatchInserts inserts = new BatchInserts(cluster)) {
            for (int round = 0; round <= repeated.rounds(); round++) {
                out.println(round == 0 ? "warming up" : "round " + round + " of " + repeated.rounds());
                if (round > 0) {
                    tables.empty();
                }
                Map<String, Cost> costs = new LinkedHashMap<>();
                costs.put(SINK, sink(cluster, tables, last, postmaster));
                json.put("events", tables.events());
                json.put("rows", tables.copyOut(binary, "binary"));
                tables.copyOut(text, "text");
                for (String reference : Rounds.inTurn(REFERENCES, round)) {
                    tables.empty();
                    Cost begun = Cost.untilNow(postmaster);
                    json.put(
                            reference + "_rows", reference.equals(COPY) ? tables.copyIn(binary) : inserts.insert(text));
                    costs.put(reference, Cost.untilNow(postmaster).since(begun));
                }
                out.println(costs);
                if (round > 0) {
                    costs.forEach((way, cost) -> cost.addTo(taken, way));
                }
            }
        }
        json.set("rounds_taken", taken.json());
        json.set("ratio", taken.ratio(COPY, SINK, Cost.SECONDS).json());
        json.set("ratio_to_inserts", taken.ratio(INSERTS, SINK, Cost.SECONDS).json());
        return taken;
    }

    /** From the moment when it has its positions, since joining a group takes as long for any number of rows. */
    private Cost sink(LocalCluster cluster, Tables tables, long last, long postmaster)
            throws SQLException, IOException {
        Map<String, String> all = new HashMap<>();
        all.put(KafkaConnection.BOOTSTRAP_SERVERS, cluster.bootstrapServers());
        all.put(KafkaConnection.REGISTRY_URL, cluster.registryUrl().toString());
        all.put("jdbc.url", cluster.jdbcUrl());
        all.put("jdbc.user", cluster.jdbcUser());
        all.put("jdbc.password", cluster.jdbcPassword());
        all.put("sink.retention.days", "0");
        all.putAll(set.settings());
        try (SinkService sink = SinkService.start(SinkConfig.from(all), new SimpleMeterRegistry())) {
            await(sink, () -> sink.isReady() || tables.areBegun());
            Cost begun = Cost.untilNow(postmaster);
            await(sink, () -> tables.position() >= last);
            return Cost.untilNow(postmaster).since(begun);
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

    private Report report(ObjectNode json, Rounds taken) {
        MarkdownTable table = new MarkdownTable(
                "way", "rows/s", "sink by it", "PostgreSQL's processor s", "this process's processor s");
        Plot plot = new Plot("From the log to PostgreSQL", "rows per second");
        for (String way : WAYS) {
            Spread rate = taken.of(way, Cost.SECONDS).under(json.path("rows").asDouble());
            table.row(
                    way,
                    rate.toString(),
                    taken.ratio(way, SINK, Cost.SECONDS).toString(),
                    taken.of(way, Cost.POSTGRES).toString(),
                    taken.of(way, Cost.JAVA).toString());
            plot.add("median, least to most", way, rate);
        }
        return new Report(
                json,
                """
                # The audit sink against COPY and batch inserts of the same rows

                %s rows of %s events; %s processors, %s; medians of %d rounds, with the least and the most behind them; broker \
                and sink in one process, PostgreSQL beside it. Processor seconds are those of a round, of all processors together.

                %s""".formatted(
                                json.path("rows").asText(),
                                json.path("events").asText(),
                                json.path("processors").asText(),
                                json.path("system").asText(),
                                repeated.rounds(),
                                table),
                Map.of("throughput", plot.bars()));
    }
}
