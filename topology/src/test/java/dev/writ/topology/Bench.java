package dev.writ.topology;

import dev.writ.policy.Agent;
import dev.writ.schemas.Topic;
import dev.writ.schemas.Topics;
import dev.writ.schemas.event.ActionDecided;
import dev.writ.schemas.event.AgentCommand;
import dev.writ.schemas.event.AgentState;
import dev.writ.schemas.event.ChatRequested;
import dev.writ.schemas.event.CheckRequested;
import dev.writ.schemas.event.ControlState;
import dev.writ.schemas.event.Maturity;
import dev.writ.schemas.event.RegisterAgent;
import dev.writ.schemas.event.SessionState;
import dev.writ.schemas.event.WorkspaceState;
import dev.writ.schemas.serde.AvroSerde;
import dev.writ.schemas.serde.InMemorySchemaRegistry;
import dev.writ.schemas.serde.SchemaRegistryClient;
import dev.writ.topology.io.Arrivals;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.BiFunction;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** A whole topology without a broker: what goes in by topic, what comes out by topic. */
final class Bench implements AutoCloseable {

    static final Instant START = Instant.parse("2026-01-31T12:00:00Z");

    final SchemaRegistryClient registry = new InMemorySchemaRegistry();
    private final TopologyTestDriver driver;
    private final Map<Topic<?>, TestOutputTopic<String, ?>> outputs = new HashMap<>();
    private Instant now = START;

    Bench(Path stateDirectory) {
        this(stateDirectory, Map.of());
    }

    Bench(Path stateDirectory, Map<String, String> settings) {
        this(
                stateDirectory,
                settings,
                (governance, schemas) -> GovernanceTopology.build(governance, schemas, new Arrivals()));
    }

    private Bench(
            Path stateDirectory,
            Map<String, String> settings,
            BiFunction<GovernanceConfig, SchemaRegistryClient, Topology> topology) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("governance.state.dir", stateDirectory.toString());
        all.put("governance.observed.wait.ms", "50");
        GovernanceConfig config = GovernanceConfig.from(all);
        Properties properties = StreamsSettings.of(config, "bench", registry);
        this.driver = new TopologyTestDriver(topology.apply(config, registry), properties, START);
    }

    /** With the system default agent, as every running system has it. */
    static Bench started(Path stateDirectory) {
        return started(stateDirectory, Map.of());
    }

    /** The same with settings. */
    static Bench started(Path stateDirectory, Map<String, String> settings) {
        Bench bench = new Bench(stateDirectory, settings);
        bench.register(Agent.SYSTEM_DEFAULT_ID, Agent.SYSTEM_DEFAULT_NAME, Maturity.STUDENT, "default");
        return bench;
    }

    /** The recorder alone. */
    static Bench recorder(Path stateDirectory) {
        return new Bench(stateDirectory, Map.of(), (config, registry) -> RecorderTopology.build(registry));
    }

    void advance(Duration time) {
        now = now.plus(time);
    }

    Instant now() {
        return now;
    }

    <V extends SpecificRecord> void send(Topic<V> topic, String key, V value) {
        TestInputTopic<String, V> input = driver.createInputTopic(
                topic.name(),
                new StringSerializer(),
                AvroSerde.of(topic, registry).serializer());
        input.pipeInput(key, value, now);
    }

    <V extends SpecificRecord> void sendWith(Headers headers, Topic<V> topic, String key, V value) {
        TestInputTopic<String, V> input = driver.createInputTopic(
                topic.name(),
                new StringSerializer(),
                AvroSerde.of(topic, registry).serializer());
        input.pipeInput(new TestRecord<>(key, value, headers, now));
    }

    void sendBytes(Topic<?> topic, byte @Nullable [] key, byte @Nullable [] value) {
        TestInputTopic<byte[], byte[]> input =
                driver.createInputTopic(topic.name(), new ByteArraySerializer(), new ByteArraySerializer());
        input.pipeInput(new TestRecord<>(key, value, now));
    }

    /** All records of a topic since it was last read. */
    <V extends SpecificRecord> List<TestRecord<String, V>> records(Topic<V> topic) {
        outputs.computeIfAbsent(
                topic,
                name -> driver.createOutputTopic(topic.name(), new StringDeserializer(), new ByteArrayDeserializer()));
        @SuppressWarnings("unchecked") // made just above
        TestOutputTopic<String, byte[]> output = (TestOutputTopic<String, byte[]>) outputs.get(topic);
        List<TestRecord<String, V>> records = new ArrayList<>();
        while (!output.isEmpty()) {
            TestRecord<String, byte[]> raw = output.readRecord();
            V value = AvroSerde.of(topic, registry).deserializer().deserialize(topic.name(), raw.value());
            records.add(new TestRecord<>(raw.key(), value, raw.headers(), raw.timestamp()));
        }
        return records;
    }

    <V extends SpecificRecord> List<V> values(Topic<V> topic) {
        return records(topic).stream().map(TestRecord::value).toList();
    }

    ActionDecided decision() {
        List<ActionDecided> decisions = values(Topics.DECISIONS);
        if (decisions.size() != 1) {
            throw new AssertionError("expected one decision, not " + decisions.size());
        }
        return decisions.getFirst();
    }

    AgentState agent(String id) {
        return values(Topics.AGENTS).stream()
                .filter(state -> state.getAgentId().equals(id))
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    void register(String id, String name, Maturity maturity, String workspace) {
        command(
                id,
                RegisterAgent.newBuilder()
                        .setName(name)
                        .setMaturity(maturity)
                        .setWorkspaceId(workspace)
                        .build());
    }

    void command(String agentId, SpecificRecord body) {
        send(
                Topics.AGENT_COMMANDS,
                agentId,
                AgentCommand.newBuilder()
                        .setAgentId(agentId)
                        .setActor("operator")
                        .setBody(body)
                        .build());
    }

    void sessionAgent(String session, String agentId) {
        send(Topics.SESSIONS, session, new SessionState(session, agentId, "operator", now));
    }

    void workspaceDefault(String workspace, String agentId) {
        send(Topics.WORKSPACES, workspace, new WorkspaceState(workspace, agentId, "operator", now));
    }

    void control(String flag, boolean value, @Nullable Instant expiresAt) {
        send(Topics.CONTROLS, flag, new ControlState(flag, value, "operator", "a drill", expiresAt, now, null));
    }

    void stop(String workspace, boolean value, @Nullable Instant expiresAt) {
        send(
                Topics.CONTROLS,
                "EMERGENCY_STOP:" + workspace,
                new ControlState("EMERGENCY_STOP", value, "operator", "a leak", expiresAt, now, workspace));
    }

    /** May the agent do that? */
    ActionDecided check(@Nullable String agentId, String action) {
        send(
                Topics.CHECK_REQUESTS,
                "user",
                CheckRequested.newBuilder()
                        .setUserId("user")
                        .setAgentId(agentId)
                        .setAction(action)
                        .build());
        return decision();
    }

    void chat(String requestId, @Nullable String agentId) {
        send(
                Topics.CHAT_REQUESTS,
                "session",
                ChatRequested.newBuilder()
                        .setRequestId(requestId)
                        .setUserId("user")
                        .setSessionId("session")
                        .setAgentId(agentId)
                        .setMessage("hello")
                        .build());
    }

    @Override
    public void close() {
        driver.close();
    }
}
