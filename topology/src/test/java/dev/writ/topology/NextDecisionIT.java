package dev.writ.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.writ.schemas.ObservedPositions;
import dev.writ.schemas.Topic;
import dev.writ.schemas.Topics;
import dev.writ.schemas.event.ActionDecided;
import dev.writ.schemas.event.AgentCommand;
import dev.writ.schemas.event.CheckRequested;
import dev.writ.schemas.event.DemoteAgent;
import dev.writ.schemas.event.Maturity;
import dev.writ.schemas.event.PromoteAgent;
import dev.writ.schemas.event.RegisterAgent;
import dev.writ.schemas.serde.AvroSerde;
import dev.writ.schemas.serde.AvroSerializer;
import dev.writ.testcluster.TestCluster;
import dev.writ.testcluster.TestClusterExtension;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a decision knows of a change that its requester has just seen, on a real broker. */
@ExtendWith(TestClusterExtension.class)
class NextDecisionIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final String AGENT = "next-agent";
    private static final int CHANGES = 30;

    private final TestCluster cluster;
    private final TopologyService service;
    private final KafkaProducer<String, SpecificRecord> producer;
    private final KafkaConsumer<String, byte[]> agents;
    private final KafkaConsumer<String, byte[]> decisions;

    NextDecisionIT(TestCluster cluster, @TempDir Path directory) {
        this.cluster = cluster;
        this.service = TopologyService.start(
                GovernanceConfig.from(Map.of(
                        "bootstrap.servers", cluster.bootstrapServers(),
                        "schema.registry.url", cluster.registryUrl().toString(),
                        // As that of the other tests, so that it goes on where they ended.
                        "governance.instance.id", "test",
                        "governance.state.dir", directory.toString())),
                new SimpleMeterRegistry());
        this.producer = new KafkaProducer<>(
                cluster.connection().producer("test"),
                new StringSerializer(),
                new AvroSerializer<>(cluster.connection().registry()));
        this.agents = atTheEnd(cluster, Topics.AGENTS);
        this.decisions = atTheEnd(cluster, Topics.DECISIONS);
    }

    @BeforeEach
    void ready() {
        await().atMost(PATIENCE).until(service::isReady);
    }

    @AfterEach
    void stop() {
        producer.close();
        agents.close();
        decisions.close();
        service.close();
    }

    @Test
    void theVeryNextDecisionSeesAnotherMaturityThoughTheCacheHasAnAnswer() {
        // Given
        ConsumerRecord<String, byte[]> seen = command(
                "next-registered",
                RegisterAgent.newBuilder()
                        .setName("Next")
                        .setMaturity(Maturity.INTERN)
                        .build());
        assertThat(allowed("next-first", seen)).isTrue();

        for (int change = 0; change < CHANGES; change++) {
            // When
            boolean lower = change % 2 == 0;
            seen = command(
                    "next-change-" + change,
                    lower ? new DemoteAgent(Maturity.STUDENT) : new PromoteAgent(Maturity.INTERN));

            // Then
            assertThat(allowed("next-check-" + change, seen))
                    .as("after change %s", change)
                    .isEqualTo(!lower);
        }
    }

    /** Sends a command, and waits for the state that it leads to. */
    private ConsumerRecord<String, byte[]> command(String id, SpecificRecord body) {
        send(new ProducerRecord<>(
                Topics.AGENT_COMMANDS.name(),
                AGENT,
                AgentCommand.newBuilder()
                        .setCommandId(id)
                        .setAgentId(AGENT)
                        .setActor("test")
                        .setBody(body)
                        .build()));
        return next(agents, AGENT);
    }

    /** What the decision says that is asked for right after a state was seen. */
    private boolean allowed(String requestId, ConsumerRecord<String, byte[]> seen) {
        ProducerRecord<String, SpecificRecord> request = new ProducerRecord<>(
                Topics.CHECK_REQUESTS.name(),
                requestId,
                CheckRequested.newBuilder()
                        .setRequestId(requestId)
                        .setUserId(requestId)
                        .setAgentId(AGENT)
                        .setAction("stream_chat")
                        .build());
        new ObservedPositions(Map.of(new TopicPartition(seen.topic(), seen.partition()), seen.offset()))
                .writeTo(request.headers());
        send(request);
        ActionDecided decided = AvroSerde.of(
                        Topics.DECISIONS, cluster.connection().registry())
                .deserializer()
                .deserialize(Topics.DECISIONS.name(), next(decisions, requestId).value());
        return decided.getCheck().getAllowed();
    }

    private void send(ProducerRecord<String, SpecificRecord> record) {
        try {
            producer.send(record).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError("not sent: " + record.topic(), e);
        }
    }

    /** The next record with a key; each of these tests sends one at a time. */
    private static ConsumerRecord<String, byte[]> next(KafkaConsumer<String, byte[]> consumer, String key) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                if (key.equals(record.key())) {
                    return record;
                }
            }
        }
        throw new AssertionError("nothing came with the key " + key);
    }

    private static KafkaConsumer<String, byte[]> atTheEnd(TestCluster cluster, Topic<?> topic) {
        KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                cluster.connection().consumer("test"), new StringDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(topic.name()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        return consumer;
    }
}
