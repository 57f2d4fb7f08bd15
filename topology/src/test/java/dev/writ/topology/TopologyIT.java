package dev.writ.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.writ.schemas.Topic;
import dev.writ.schemas.Topics;
import dev.writ.schemas.event.ActionDecided;
import dev.writ.schemas.event.AgentCommand;
import dev.writ.schemas.event.AgentState;
import dev.writ.schemas.event.AuditRecorded;
import dev.writ.schemas.event.ChatRequested;
import dev.writ.schemas.event.CheckRequested;
import dev.writ.schemas.event.ControlState;
import dev.writ.schemas.event.DeadLettered;
import dev.writ.schemas.event.Maturity;
import dev.writ.schemas.event.RegisterAgent;
import dev.writ.schemas.event.RequestKind;
import dev.writ.schemas.event.Verdict;
import dev.writ.schemas.serde.AvroSerde;
import dev.writ.schemas.serde.AvroSerializer;
import dev.writ.schemas.serde.SchemaRegistryClient;
import dev.writ.testcluster.TestCluster;
import dev.writ.testcluster.TestClusterExtension;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The topology on a real broker with exactly-once. */
@ExtendWith(TestClusterExtension.class)
class TopologyIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final SchemaRegistryClient registry;
    private final TestCluster cluster;
    private final Map<String, String> settings;
    private final GovernanceConfig config;
    private TopologyService service;
    private KafkaProducer<String, SpecificRecord> producer;

    TopologyIT(TestCluster cluster, @TempDir Path directory) {
        this.cluster = cluster;
        this.registry = cluster.connection().registry();
        this.settings = Map.of(
                "bootstrap.servers", cluster.bootstrapServers(),
                "schema.registry.url", cluster.registryUrl().toString(),
                "governance.instance.id", "test",
                "governance.state.dir", directory.toString());
        this.config = GovernanceConfig.from(settings);
        this.service = TopologyService.start(config, new SimpleMeterRegistry());
        this.producer = new KafkaProducer<>(
                cluster.connection().producer("test"), new StringSerializer(), new AvroSerializer<>(registry));
    }

    @BeforeEach
    void ready() {
        await().atMost(PATIENCE).until(service::isReady);
    }

    @AfterEach
    void stop() {
        producer.close();
        service.close();
    }

    @Test
    void decidesOnceAcrossRestartsAndRepetitions() {
        // Given
        register("it-intern", Maturity.INTERN);
        IntStream.range(0, 100).forEach(n -> chat("it-first-" + n, "it-intern"));

        // When
        service.close();
        IntStream.range(0, 100).forEach(n -> chat("it-first-" + n, "it-intern"));
        IntStream.range(0, 100).forEach(n -> chat("it-second-" + n, "it-intern"));
        service = TopologyService.start(config, new SimpleMeterRegistry());

        // Then
        List<ActionDecided> decisions =
                read(Topics.DECISIONS, decision -> decision.getRequestId().startsWith("it-"), 200);
        assertThat(decisions)
                .extracting(ActionDecided::getRequestId)
                .doesNotHaveDuplicates()
                .hasSize(200);
        assertThat(decisions)
                .allSatisfy(
                        decision -> assertThat(decision.getCheck().getAllowed()).isTrue());
    }

    @Test
    void whatSomebodyWaitsForIsCommittedAtOnce() {
        // Given
        service.close();
        Duration interval = Duration.ofSeconds(9);
        Map<String, String> rarely = new HashMap<>(settings);
        rarely.put("governance.commit.interval.ms", String.valueOf(interval.toMillis()));
        service = TopologyService.start(GovernanceConfig.from(rarely), new SimpleMeterRegistry());
        ready();
        long begun = System.nanoTime();

        // When
        register("it-prompt", Maturity.INTERN);
        IntStream.range(0, 10).forEach(n -> {
            chat("waited-for-" + n, "it-prompt");
            assertThat(read(
                            Topics.DECISIONS,
                            decision -> decision.getRequestId().equals("waited-for-" + n),
                            1))
                    .hasSize(1);
        });

        // Then
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(interval.multipliedBy(5));
    }

    @Test
    void aRequestThatJustFitsGoesBackUnderItsKeyAndOneThatIsTooLargeIsGivenUp() {
        // When
        sendChat("wrong-key", "size-fits", "a".repeat(Topic.MOST_BYTES - 1_000));
        sendChat("session", "size-too-large", "a".repeat(Topic.MOST_BYTES + 1_000));
        sendChat("session", "size-after", "hello");

        // Then
        assertThat(read(
                        Topics.DECISIONS,
                        decision -> decision.getRequestId().equals("size-fits")
                                || decision.getRequestId().equals("size-after"),
                        2))
                .hasSize(2);
        assertThat(read(
                        Topics.DEAD_LETTERS,
                        letter -> letter.getOrigin().getTopic().equals(Topics.CHAT_REQUESTS.name()),
                        1))
                .singleElement()
                .satisfies(letter -> assertThat(letter.getMessage()).contains("larger than"));
    }

    @Test
    void recordsAChangeOfAFlagOnceAndPoisonOnItsTopicToo() {
        // When
        Instant now = Instant.now();
        send(
                producer,
                new ProducerRecord<>(
                        Topics.CONTROLS.name(),
                        "CANVAS_GOVERNANCE_ENABLED",
                        new ControlState("CANVAS_GOVERNANCE_ENABLED", true, "it-operator", "drill", null, now, null)));
        send(
                producer,
                new ProducerRecord<>(
                        Topics.CONTROLS.name(),
                        "EMERGENCY_GOVERNANCE_BYPASS",
                        new ControlState(
                                "EMERGENCY_GOVERNANCE_BYPASS", true, "it-operator", "no end", null, now, null)));
        poison(Topics.CONTROLS);

        // Then
        List<AuditRecorded> entries = read(
                Topics.AUDIT,
                entry -> entry.getControl()
                        .filter(control -> control.getActor().equals("it-operator"))
                        .isPresent(),
                1);
        assertThat(entries).hasSize(1);
        List<DeadLettered> letters = read(
                Topics.DEAD_LETTERS, letter -> letter.getOrigin().getTopic().equals(Topics.CONTROLS.name()), 2);
        assertThat(letters).extracting(DeadLettered::getCode).containsExactlyInAnyOrder("rule_broken", "unreadable");
    }

    @Test
    void aToolCheckAmongOtherRequestsOfItsSessionLeavesOneDecisionAndOneEntryOfItsParent() {
        // Given
        register("it-tools", Maturity.INTERN);
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        IntStream.range(0, 40).forEach(n -> {
            // When
            sent.add(producer.send(chatRecord("beside-" + n, "it-tools")));
            sent.add(producer.send(toolCheck("tool-check", "it-tools", "it-calling")));
        });
        producer.flush();
        assertThat(sent).allSatisfy(ack -> assertThat(ack).succeedsWithin(PATIENCE));

        // Then
        assertThat(read(
                        Topics.DECISIONS,
                        decision -> decision.getRequestId().startsWith("beside-")
                                || decision.getRequestId().equals("tool-check"),
                        41))
                .hasSize(41)
                .filteredOn(decision -> decision.getKind() == RequestKind.CHECK)
                .singleElement()
                .satisfies(decision -> {
                    assertThat(decision.getVerdict()).isEqualTo(Verdict.BLOCKED);
                    assertThat(decision.getParentExecutionId()).contains("it-calling");
                });
        assertThat(read(
                        Topics.AUDIT,
                        entry -> entry.getDecision()
                                .flatMap(ActionDecided::getParentExecutionId)
                                .equals(Optional.of("it-calling")),
                        1))
                .hasSize(1);
    }

    private void register(String id, Maturity maturity) {
        send(
                producer,
                new ProducerRecord<>(
                        Topics.AGENT_COMMANDS.name(),
                        id,
                        AgentCommand.newBuilder()
                                .setAgentId(id)
                                .setActor("test")
                                .setBody(RegisterAgent.newBuilder()
                                        .setName(id)
                                        .setMaturity(maturity)
                                        .build())
                                .build()));
        List<AgentState> states =
                read(Topics.AGENTS, state -> state.getAgentId().equals(id), 1);
        assertThat(states).hasSize(1);
        // A producer without the gateway knows by writ.agents that an agent is there; the decisions' view follows at
        // once.
        await().atMost(PATIENCE).untilAsserted(() -> {
            String probe = "probe-" + System.nanoTime();
            chat(probe, id);
            assertThat(read(
                            Topics.DECISIONS,
                            decision -> decision.getRequestId().equals(probe),
                            1))
                    .allSatisfy(decision ->
                            assertThat(decision.getCheck().getAgentId()).isEqualTo(id));
        });
    }

    private void sendChat(String key, String requestId, String message) {
        send(
                producer,
                new ProducerRecord<>(
                        Topics.CHAT_REQUESTS.name(),
                        key,
                        ChatRequested.newBuilder()
                                .setRequestId(requestId)
                                .setUserId("user")
                                .setSessionId("session")
                                .setMessage(message)
                                .build()));
    }

    private void chat(String requestId, String agentId) {
        send(producer, chatRecord(requestId, agentId));
    }

    private static ProducerRecord<String, SpecificRecord> chatRecord(String requestId, String agentId) {
        return new ProducerRecord<>(
                Topics.CHAT_REQUESTS.name(),
                "session",
                ChatRequested.newBuilder()
                        .setRequestId(requestId)
                        .setUserId("user")
                        .setSessionId("session")
                        .setAgentId(agentId)
                        .setMessage("hello")
                        .build());
    }

    private static ProducerRecord<String, SpecificRecord> toolCheck(String requestId, String agentId, String parent) {
        return new ProducerRecord<>(
                Topics.CHECK_REQUESTS.name(),
                "session",
                CheckRequested.newBuilder()
                        .setRequestId(requestId)
                        .setUserId("user")
                        .setSessionId("session")
                        .setAgentId(agentId)
                        .setAction("delete")
                        .setParentExecutionId(parent)
                        .build());
    }

    private void poison(Topic<?> topic) {
        try (KafkaProducer<byte[], byte[]> raw = new KafkaProducer<>(
                cluster.connection().producer("poison"), new ByteArraySerializer(), new ByteArraySerializer())) {
            send(raw, new ProducerRecord<>(topic.name(), "key".getBytes(UTF_8), "poison".getBytes(UTF_8)));
        }
    }

    private static <K, V> void send(KafkaProducer<K, V> to, ProducerRecord<K, V> record) {
        try {
            to.send(record).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError("not sent: " + record.topic(), e);
        }
    }

    /** Everything on the topic that matches, read from its beginning until there is as much as expected. */
    private <V extends SpecificRecord> List<V> read(Topic<V> topic, Predicate<V> wanted, int expected) {
        List<V> found = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                cluster.connection().consumer("test"), new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic.name()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            await().atMost(PATIENCE).until(() -> {
                consumer.poll(Duration.ofMillis(50)).forEach(record -> {
                    V value = AvroSerde.of(topic, registry).deserializer().deserialize(topic.name(), record.value());
                    if (wanted.test(value)) {
                        found.add(value);
                    }
                });
                Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
                return found.size() >= expected
                        && partitions.stream().allMatch(part -> consumer.position(part) >= ends.getOrDefault(part, 0L));
            });
        }
        return found;
    }
}
