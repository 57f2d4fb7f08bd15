package dev.writ.topology;

import dev.writ.schemas.Access;
import dev.writ.schemas.Topics;
import dev.writ.schemas.serde.InMemorySchemaRegistry;
import dev.writ.topology.io.Arrivals;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyDescription;
import org.apache.kafka.streams.TopologyDescription.Sink;
import org.apache.kafka.streams.TopologyDescription.Source;

/** What the topology does on the cluster, as its wiring has it. */
public final class TopologyAccess {

    private final Set<String> reads = new TreeSet<>();
    private final Set<String> writes = new TreeSet<>(Topics.names(Bootstrap.WRITES));

    private TopologyAccess() {}

    /**
     * The access of a topology with these settings.
     *
     * @throws org.apache.kafka.common.config.ConfigException if a setting is bad
     */
    public static Access of(Map<String, String> settings) {
        GovernanceConfig config = GovernanceConfig.from(settings);
        TopologyAccess access = new TopologyAccess();
        access.add(GovernanceTopology.build(config, new InMemorySchemaRegistry(), new Arrivals()));
        access.add(RecorderTopology.build(new InMemorySchemaRegistry()));
        return Access.reading(access.reads)
                .and(Access.writing(access.writes))
                .and(Access.inGroups(config.applicationId(), config.recorderId()))
                .and(Access.owning(config.applicationId() + "-"));
    }

    private void add(Topology topology) {
        TopologyDescription description = topology.describe();
        description.globalStores().forEach(store -> add(store.source()));
        description.subtopologies().stream()
                .map(TopologyDescription.Subtopology::nodes)
                .flatMap(Collection::stream)
                .forEach(this::add);
    }

    private void add(TopologyDescription.Node node) {
        switch (node) {
            case Source source -> reads.addAll(source.topicSet());
            case Sink sink -> writes.add(sink.topic());
            default -> {} // What is between them stays within the process.
        }
    }
}
