package dev.writ.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.writ.gateway.GatewayFixture.Reply;
import dev.writ.schemas.Topic;
import dev.writ.schemas.Topics;
import dev.writ.schemas.event.DeadLetterReason;
import dev.writ.schemas.event.DeadLettered;
import dev.writ.schemas.event.RecordOrigin;
import dev.writ.schemas.event.StreamEnd;
import dev.writ.schemas.serde.AvroDeserializer;
import dev.writ.testcluster.TestCluster;
import dev.writ.testcluster.TestClusterExtension;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Restarts, poison records, and parts that are away. */
@ExtendWith(TestClusterExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // JUnit sets the fields up.
class FailureIT {

    private TestCluster cluster;
    private FakeTopology topology;

    @BeforeAll
    void start(TestCluster shared) {
        cluster = shared;
        topology = new FakeTopology(cluster.connection());
    }

    @AfterAll
    void stop() {
        topology.close();
    }

    @Test
    void knowsRecentRequestsAfterARestart() {
        // Given
        Reply first;
        try (GatewayFixture gateway = new GatewayFixture(cluster)) {
            first = gateway.chat("intern", "s-restart", "Idempotency-Key", "\"restart\"");
        }

        // When
        try (GatewayFixture gateway = new GatewayFixture(cluster)) {
            Reply execution = gateway.get("/api/executions/" + first.text("/execution_id"));
            Reply retry = gateway.chat("intern", "s-restart", "Idempotency-Key", "\"restart\"");

            // Then
            assertThat(execution.text("/status")).isEqualTo("running");
            assertThat(retry.json()).isEqualTo(first.json());
            assertThat(topology.received("s-restart")).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"writ.decisions", "writ.agents", "writ.tokens", "writ.dead-letters"})
    void keepsAPoisonRecordAndServesItsNeighbours(String name) {
        try (GatewayFixture gateway = new GatewayFixture(cluster)) {
            // When
            byte[] poison = "not avro".getBytes(StandardCharsets.UTF_8);
            RecordMetadata written =
                    topology.send(new ProducerRecord<>(name, 0, "k".getBytes(StandardCharsets.UTF_8), poison));
            Reply chat = gateway.chat("intern", "s-poison-" + name);
            String execution = chat.text("/execution_id");
            topology.emit(execution, 1, 0, Fakes.started(), Fakes.ended(StreamEnd.COMPLETED, 0));

            // Then
            assertThat(chat.status()).isEqualTo(200);
            assertThat(gateway.stream("GET", chat.text("/stream_url"), "").body())
                    .contains("event: streaming:complete");
            assertThat(gateway.post("/api/agents", "{\"id\":\"after-%s\",\"name\":\"n\"}".formatted(name))
                            .status())
                    .isEqualTo(201);
            RecordOrigin origin = new RecordOrigin(name, written.partition(), written.offset());
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(deadLetters()).anySatisfy(letter -> {
                        assertThat(letter.getOrigin()).isEqualTo(origin);
                        assertThat(letter.getReason()).isEqualTo(DeadLetterReason.UNREADABLE);
                        assertThat(StandardCharsets.UTF_8
                                        .decode(letter.getValue().orElseThrow())
                                        .toString())
                                .isEqualTo("not avro");
                    }));
        }
    }

    @Test
    void waitsForTheSchemaRegistryAndLosesNothing() {
        // Given
        Reply before;
        try (GatewayFixture gateway = new GatewayFixture(cluster)) {
            before = gateway.chat("intern", "s-registry");
        }
        cluster.stopRegistry();
        try (GatewayService gateway = GatewayService.start(
                        GatewayConfig.from(settings(cluster.bootstrapServers())), Metrics.unserved());
                GatewayFixture.Client client = new GatewayFixture.Client(gateway.port())) {
            await().untilAsserted(() -> assertThat(client.get("/health/ready").text("/parts/decisions"))
                    .contains("schema registry"));
            assertThat(client.get("/health/live").status()).isEqualTo(200);
            assertThat(client.post(GatewayFixture.CHAT, GatewayFixture.chatBody("intern", "s-starting"))
                            .text("/code"))
                    .isEqualTo("starting");

            // When
            cluster.startRegistry();

            // Then
            await().atMost(Duration.ofSeconds(20)).until(gateway::isReady);
            assertThat(client.get("/api/executions/" + before.text("/execution_id"))
                            .status())
                    .isEqualTo(200);
        } finally {
            cluster.startRegistry();
        }
    }

    @Test
    void saysWhichPartsAreAwayWithoutKafka() {
        try (GatewayService gateway =
                        GatewayService.start(GatewayConfig.from(settings("127.0.0.1:1")), Metrics.unserved());
                GatewayFixture.Client client = new GatewayFixture.Client(gateway.port())) {
            Reply ready = client.get("/health/ready");
            assertThat(ready.status()).isEqualTo(503);
            assertThat(ready.json().get("parts").size()).isEqualTo(5);
            assertThat(client.get("/health/live").status()).isEqualTo(200);
            assertThat(client.get("/api/agents").status()).isEqualTo(503);
            assertThat(gateway.isReady()).isFalse();
        }
    }

    private Map<String, String> settings(String brokers) {
        return Map.of(
                "gateway.port",
                "0",
                "bootstrap.servers",
                brokers,
                "schema.registry.url",
                cluster.registryUrl().toString());
    }

    private List<DeadLettered> deadLetters() {
        Topic<DeadLettered> topic = Topics.DEAD_LETTERS;
        AvroDeserializer<DeadLettered> reader =
                new AvroDeserializer<>(topic.type(), cluster.connection().registry());
        List<DeadLettered> letters = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                cluster.connection().consumer("letters"), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic.name()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(2))) {
                    if (record.value().length > 20) {
                        DeadLettered letter = reader.deserialize(topic.name(), record.value());
                        if (letter != null) {
                            letters.add(letter);
                        }
                    }
                }
            }
        }
        return letters;
    }
}
