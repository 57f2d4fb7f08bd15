package dev.writ.topology;

import dev.writ.schemas.Topic;
import dev.writ.schemas.Topics;
import dev.writ.schemas.serde.AvroSerde;
import dev.writ.schemas.serde.AvroSerializer;
import dev.writ.schemas.serde.SchemaRegistryClient;
import dev.writ.topology.account.Account;
import dev.writ.topology.carryout.CarryOutProcessor;
import dev.writ.topology.decide.DecideRequestProcessor;
import dev.writ.topology.decide.DecisionStores;
import dev.writ.topology.intake.ReadRequestProcessor;
import dev.writ.topology.intake.RequestType;
import dev.writ.topology.io.Arrivals;
import dev.writ.topology.io.Nodes;
import dev.writ.topology.io.Stage;
import dev.writ.topology.registry.ApplyCommandProcessor;
import dev.writ.topology.state.GovernanceBoard;
import dev.writ.topology.state.KeepSessionProcessor;
import dev.writ.topology.state.KeepStateProcessor;
import dev.writ.topology.state.SeenIds;
import dev.writ.topology.state.StatePositions;
import dev.writ.topology.track.TrackExecutionProcessor;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** Wiring only: request -> decide -> carry out; execution -> track; command -> registry; state topics -> global stores. */
public final class GovernanceTopology {

    private static final Set<String> GLOBAL_TOPICS = Set.of(
            Topics.AGENTS.name(),
            Topics.WORKSPACES.name(),
            Topics.CANVASES.name(),
            Topics.POLICIES.name(),
            Topics.CONTROLS.name());

    private final GovernanceConfig config;
    private final SchemaRegistryClient registry;
    private final Arrivals arrivals;
    private final Account account;
    private final GovernanceBoard board = new GovernanceBoard();
    private final StatePositions positions;
    private final Topology topology = new Topology();

    private GovernanceTopology(
            GovernanceConfig config, SchemaRegistryClient registry, Arrivals arrivals, Account account) {
        this.config = config;
        this.registry = registry;
        this.arrivals = arrivals;
        this.account = account;
        this.positions = new StatePositions(GLOBAL_TOPICS, config.observedWait());
    }

    /**
     * The topology of one instance, which counts for nobody.
     *
     * @param arrivals what has come for this instance
     */
    public static Topology build(GovernanceConfig config, SchemaRegistryClient registry, Arrivals arrivals) {
        return build(config, registry, arrivals, Account.unseen());
    }

    /**
     * The topology of one instance.
     *
     * @param arrivals what has come for this instance
     * @param account where it counts
     */
    static Topology build(GovernanceConfig config, SchemaRegistryClient registry, Arrivals arrivals, Account account) {
        GovernanceTopology wiring = new GovernanceTopology(config, registry, arrivals, account);
        wiring.keepState();
        wiring.decideRequests();
        wiring.trackExecutions();
        wiring.keepRegistry();
        return wiring.topology;
    }

    private void keepState() {
        keep(Topics.AGENTS, (id, agent) -> {});
        keep(Topics.WORKSPACES, (id, workspace) -> {});
        keep(Topics.CANVASES, (id, canvas) -> {});
        keep(Topics.POLICIES, (id, policy) -> board.accept(policy));
        keep(Topics.CONTROLS, board::accept);
    }

    private void decideRequests() {
        RequestType.ALL.forEach(this::read);
        process(Nodes.SESSIONS, Topics.SESSIONS, () -> new KeepSessionProcessor(registry, account));
        topology.addProcessor(Nodes.DECIDE, () -> new DecideRequestProcessor(board, config, account), readers());
        topology.addProcessor(Nodes.CARRY_OUT, () -> new CarryOutProcessor(config, account), Nodes.DECIDE);

        topology.addStateStore(
                inMemory(Nodes.SESSION_STORE, Topics.SESSIONS), Nodes.SESSIONS, Nodes.DECIDE, Nodes.CARRY_OUT);
        topology.addStateStore(SeenIds.store(Nodes.DECIDED_STORE, config.idempotencyRetention()), Nodes.DECIDE);
        topology.addStateStore(DecisionStores.cache(Nodes.CACHE_STORE), Nodes.DECIDE);
        topology.addStateStore(
                DecisionStores.recentCanvases(Nodes.RECENT_CANVAS_STORE, AvroSerde.of(Topics.CANVASES, registry)),
                Nodes.DECIDE,
                Nodes.CARRY_OUT);

        RequestType.ALL.forEach(type -> sink(Stage.DECISION, type.topic(), Nodes.reader(type.topic()), Nodes.DECIDE));
        sink(Stage.DECISION, Topics.DECISIONS, Nodes.CARRY_OUT);
        sink(Stage.DECISION, Topics.COMPLETIONS, Nodes.CARRY_OUT);
        sink(Stage.DECISION, Topics.EXECUTIONS, Nodes.CARRY_OUT);
        sink(Stage.DECISION, Topics.CANVASES, Nodes.CARRY_OUT);
        sink(Stage.DECISION, Topics.AUDIT, Nodes.CARRY_OUT, Nodes.SESSIONS);
        sink(
                Stage.DECISION,
                Topics.DEAD_LETTERS,
                Stream.concat(Stream.of(readers()), Stream.of(Nodes.SESSIONS)).toArray(String[]::new));
    }

    private void trackExecutions() {
        process(Nodes.TRACK, Topics.EXECUTIONS, () -> new TrackExecutionProcessor(registry, account));
        topology.addStateStore(inMemory(Nodes.RUNNING_STORE, Topics.EXECUTIONS), Nodes.TRACK);
        sink(Stage.TRACK, Topics.AGENT_COMMANDS, Nodes.TRACK);
        sink(Stage.TRACK, Topics.AUDIT, Nodes.TRACK);
        sink(Stage.TRACK, Topics.DEAD_LETTERS, Nodes.TRACK);
    }

    private void keepRegistry() {
        process(
                Nodes.REGISTRY,
                Topics.AGENT_COMMANDS,
                () -> new ApplyCommandProcessor(registry, board, config, arrivals, account));
        topology.addStateStore(inMemory(Nodes.REGISTRY_STORE, Topics.AGENTS), Nodes.REGISTRY);
        topology.addStateStore(SeenIds.store(Nodes.APPLIED_STORE, config.idempotencyRetention()), Nodes.REGISTRY);
        sink(Stage.REGISTRY, Topics.AGENTS, Nodes.REGISTRY);
        sink(Stage.REGISTRY, Topics.AUDIT, Nodes.REGISTRY);
        sink(Stage.REGISTRY, Topics.DEAD_LETTERS, Nodes.REGISTRY);
    }

    private <V extends SpecificRecord> void keep(Topic<V> topic, BiConsumer<String, V> changed) {
        topology.addGlobalStore(
                Stores.keyValueStoreBuilder(
                                Stores.inMemoryKeyValueStore(Nodes.globalStore(topic)),
                                Serdes.String(),
                                AvroSerde.of(topic, registry))
                        .withLoggingDisabled(),
                Nodes.source(topic),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer(),
                topic.name(),
                Nodes.keeper(topic),
                () -> new KeepStateProcessor<>(topic, registry, positions, changed));
    }

    private <V extends SpecificRecord> void read(RequestType<V> type) {
        process(
                Nodes.reader(type.topic()),
                type.topic(),
                () -> new ReadRequestProcessor<>(type, registry, positions, arrivals, account));
    }

    private void process(String name, Topic<?> topic, ProcessorSupplier<byte[], byte[], String, Object> processor) {
        topology.addSource(Nodes.source(topic), new ByteArrayDeserializer(), new ByteArrayDeserializer(), topic.name());
        topology.addProcessor(name, processor, Nodes.source(topic));
    }

    private void sink(Stage stage, Topic<?> topic, String... parents) {
        topology.addSink(
                stage.sink(topic), topic.name(), new StringSerializer(), new AvroSerializer<>(registry), parents);
    }

    private <V extends SpecificRecord> StoreBuilder<KeyValueStore<String, V>> inMemory(String name, Topic<V> values) {
        return Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(name), Serdes.String(), AvroSerde.of(values, registry));
    }

    private static String[] readers() {
        return RequestType.ALL.stream().map(type -> Nodes.reader(type.topic())).toArray(String[]::new);
    }
}
