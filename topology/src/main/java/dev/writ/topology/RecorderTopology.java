package dev.writ.topology;

import dev.writ.schemas.Topic;
import dev.writ.schemas.Topics;
import dev.writ.schemas.serde.AvroSerializer;
import dev.writ.schemas.serde.SchemaRegistryClient;
import dev.writ.topology.account.Account;
import dev.writ.topology.io.Nodes;
import dev.writ.topology.io.Stage;
import dev.writ.topology.record.RecordChangeProcessor;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;

/**
 * Wiring of the recorder, an application of its own: one topology cannot read a topic both into a global store and as a
 * source, and only a source is read once for the whole fleet.
 */
public final class RecorderTopology {

    /** The topics behind global stores, and those that nobody else in the fleet reads. */
    private static final List<Topic<? extends SpecificRecord>> TOPICS = List.of(
            Topics.AGENTS,
            Topics.WORKSPACES,
            Topics.CANVASES,
            Topics.POLICIES,
            Topics.CONTROLS,
            Topics.EXECUTION_CONTROLS);

    private RecorderTopology() {}

    /** The topology of one instance, which counts for nobody. */
    public static Topology build(SchemaRegistryClient registry) {
        return build(registry, Account.unseen());
    }

    /** The topology of one instance. */
    static Topology build(SchemaRegistryClient registry, Account account) {
        Topology topology = new Topology();
        TOPICS.forEach(topic -> record(topology, topic, registry, account));
        String[] recorders = TOPICS.stream().map(RecorderTopology::recorder).toArray(String[]::new);
        for (Topic<?> topic : List.of(Topics.AUDIT, Topics.DEAD_LETTERS)) {
            topology.addSink(
                    Stage.RECORD.sink(topic),
                    topic.name(),
                    new StringSerializer(),
                    new AvroSerializer<>(registry),
                    recorders);
        }
        return topology;
    }

    private static <V extends SpecificRecord> void record(
            Topology topology, Topic<V> topic, SchemaRegistryClient registry, Account account) {
        topology.addSource(Nodes.source(topic), new ByteArrayDeserializer(), new ByteArrayDeserializer(), topic.name());
        topology.addProcessor(
                recorder(topic), () -> new RecordChangeProcessor<>(topic, registry, account), Nodes.source(topic));
    }

    private static String recorder(Topic<?> topic) {
        return topic.name() + "-record";
    }
}
