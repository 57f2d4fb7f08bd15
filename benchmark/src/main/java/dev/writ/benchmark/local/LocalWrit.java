package dev.writ.benchmark.local;

import dev.writ.local.FileTree;
import dev.writ.local.LocalCluster;
import dev.writ.local.LocalClusterConfig;
import dev.writ.schemas.KafkaConnection;
import dev.writ.schemas.Topic;
import dev.writ.schemas.TopicCreator;
import dev.writ.schemas.Topics;
import dev.writ.topology.GovernanceConfig;
import dev.writ.topology.TopologyService;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** A cluster of one broker in this process, with a topology that can be stopped and started. All its data goes at the end. */
public final class LocalWrit implements AutoCloseable {

    private static final Duration READY_WITHIN = Duration.ofMinutes(10);
    private static final long LOOK_AGAIN_NANOS = 1_000_000;
    private static final String CLIENT = "writ-bench";
    private static final short ONE_COPY = 1;

    private final LocalCluster cluster;
    private final Path folder;
    private final int partitions;
    private final Map<String, String> settings;
    private Optional<TopologyService> topology = Optional.empty();

    private LocalWrit(LocalCluster cluster, Path folder, int partitions, Map<String, String> settings) {
        this.cluster = cluster;
        this.folder = folder;
        this.partitions = partitions;
        this.settings = settings;
    }

    /**
     * Starts the cluster, without a topology.
     *
     * @param partitions of each topic that has more than one, 1 or more
     * @param settings of the topology
     */
    public static LocalWrit start(int partitions, Map<String, String> settings)
            throws IOException, InterruptedException, ExecutionException {
        LocalCluster cluster = LocalCluster.start(new LocalClusterConfig(null, 0, 0, 0, partitions));
        try {
            spread(cluster.connection(), partitions);
            return new LocalWrit(cluster, Files.createTempDirectory("writ-bench-state"), partitions, settings);
        } catch (IOException | InterruptedException | ExecutionException | RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    /** Gives topics as many partitions as are wanted beyond what the catalogue gives them. */
    private static void spread(KafkaConnection kafka, int partitions) throws InterruptedException, ExecutionException {
        Map<String, NewPartitions> more = new HashMap<>();
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        for (Topic<?> topic : Topics.ALL) {
            if (topic.partitions() > 1 && topic.partitions() < partitions) {
                more.put(topic.name(), NewPartitions.increaseTo(partitions));
                for (int partition = 0; partition < partitions; partition++) {
                    ends.put(new TopicPartition(topic.name(), partition), OffsetSpec.latest());
                }
            }
        }
        if (more.isEmpty()) {
            return;
        }
        try (Admin admin = Admin.create(kafka.admin(CLIENT))) {
            admin.createPartitions(more).all().get();
            // Answered once all have leaders.
            admin.listOffsets(ends).all().get();
        }
    }

    /**
     * Creates topics beside the catalogue's, with as many partitions as these have.
     *
     * @param like the topic whose settings they get
     */
    public void createTopics(Topic<?> like, String... names) throws InterruptedException, ExecutionException {
        List<NewTopic> topics = Arrays.stream(names)
                .map(name -> new NewTopic(name, partitions, ONE_COPY).configs(like.configs()))
                .toList();
        try (Admin admin = Admin.create(kafka().admin(CLIENT))) {
            TopicCreator.create(admin, topics);
        }
    }

    /** How to reach the cluster. */
    public KafkaConnection kafka() {
        return cluster.connection();
    }

    /** How a role reaches the cluster, as its settings. */
    public Map<String, String> connection() {
        return Map.of(
                KafkaConnection.BOOTSTRAP_SERVERS,
                cluster.bootstrapServers(),
                KafkaConnection.REGISTRY_URL,
                cluster.registryUrl().toString());
    }

    /**
     * The settings of the topology, or of another application beside it that has the same.
     *
     * @param application its name, and that of the folder of its state
     */
    public GovernanceConfig config(String application) {
        Map<String, String> all = new HashMap<>(connection());
        all.put("governance.application.id", application);
        all.put("governance.state.dir", folder.resolve(application).toString());
        all.putAll(settings);
        return GovernanceConfig.from(all);
    }

    /** The settings of the topology itself. */
    public GovernanceConfig config() {
        return config("writ-topology");
    }

    /**
     * Starts a topology on the state that the one before left.
     *
     * @return seconds until it decides
     * @throws IOException if it does not within ten minutes
     */
    public double startTopology() throws IOException {
        long begun = System.nanoTime();
        TopologyService service = TopologyService.start(config(), new SimpleMeterRegistry());
        topology = Optional.of(service);
        while (!service.isReady()) {
            if (System.nanoTime() - begun > READY_WITHIN.toNanos()) {
                throw new IOException("the topology does not get ready: " + service.troubles());
            }
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
        return (System.nanoTime() - begun) / (double) Duration.ofSeconds(1).toNanos();
    }

    /** Stops the topology, if one runs; its state stays. */
    public void stopTopology() {
        topology.ifPresent(TopologyService::close);
        topology = Optional.empty();
    }

    /** Removes what a stopped topology has kept on the disk, as on a new machine. */
    public void loseState() throws IOException {
        FileTree.delete(config().stateDirectory());
    }

    @Override
    public void close() throws IOException {
        try (cluster) {
            stopTopology();
        }
        FileTree.delete(folder);
    }
}
