package dev.writ.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.writ.schemas.Topics;
import dev.writ.schemas.event.DisconnectRule;
import dev.writ.schemas.event.ExecutionControl;
import dev.writ.schemas.event.StreamStarted;
import dev.writ.testcluster.TestCluster;
import dev.writ.testcluster.TestClusterExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What becomes of streams whose readers leave. */
@ExtendWith(TestClusterExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // JUnit sets the fields up.
class DisconnectIT {

    private static final Duration ORPHAN_TIMEOUT = Duration.ofSeconds(2);
    private static final Map<String, String> SETTINGS = Map.of(
            "gateway.idle.timeout.ms", "1000", "gateway.orphan.timeout.ms", Long.toString(ORPHAN_TIMEOUT.toMillis()));

    private TestCluster cluster;
    private FakeTopology topology;
    private GatewayFixture first;
    private GatewayFixture second;
    private KafkaConsumer<byte[], byte[]> consumer;
    private final List<ExecutionControl> controls = new ArrayList<>();

    @BeforeAll
    void start(TestCluster shared) {
        cluster = shared;
        topology = new FakeTopology(cluster.connection());
        first = new GatewayFixture(cluster, SETTINGS);
        second = new GatewayFixture(cluster, SETTINGS);
        consumer = new KafkaConsumer<>(
                cluster.connection().consumer("controls-test"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(Topics.EXECUTION_CONTROLS.name()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    @AfterAll
    void stop() {
        consumer.close();
        first.close();
        second.close();
        topology.close();
    }

    @Test
    void cancelsAStreamAtOnceIfItsRequestAskedForThat() {
        // Given
        String url = running("at-once", DisconnectRule.CANCEL);
        StreamReader reader = new StreamReader(first, url);
        reader.read(1);

        // When
        reader.close();

        // Then
        await().atMost(ORPHAN_TIMEOUT)
                .untilAsserted(() -> assertThat(said(url)).contains("CANCEL client_disconnected"));
    }

    @Test
    void cancelsAnOrphanAfterTheTimeout() {
        // Given
        String url = running("orphan", DisconnectRule.CONTINUE);
        StreamReader reader = new StreamReader(first, url);
        reader.read(1);
        long left = System.nanoTime();

        // When
        reader.close();

        // Then
        await().atMost(ORPHAN_TIMEOUT.multipliedBy(3))
                .untilAsserted(() -> assertThat(said(url)).contains("CANCEL orphaned"));
        assertThat(Duration.ofNanos(System.nanoTime() - left)).isGreaterThan(ORPHAN_TIMEOUT);
    }

    @Test
    void letsAStreamGoOnThatIsReadOnAnotherGateway() {
        // Given
        String url = running("moved", DisconnectRule.CONTINUE);
        StreamReader reader = new StreamReader(first, url);
        String id = reader.read(1).getFirst().id();
        reader.close();

        // When
        try (StreamReader resumed = StreamReader.behind(second, url, id)) {
            // Then
            await().during(ORPHAN_TIMEOUT.multipliedBy(2))
                    .atMost(ORPHAN_TIMEOUT.multipliedBy(3))
                    .untilAsserted(() -> assertThat(said(url)).doesNotContain("CANCEL orphaned"));
            assertThat(said(url)).containsOnly("READING reading");
            assertThat(resumed.status()).isEqualTo(200);
        }
    }

    @Test
    void takesNoHeadRequestForAReader() {
        // Given
        String url = running("head", DisconnectRule.CANCEL);

        // When
        first.stream("HEAD", url, "").body().close();

        // Then
        await().during(Duration.ofSeconds(1))
                .atMost(Duration.ofSeconds(3))
                .untilAsserted(() -> assertThat(said(url)).isEmpty());
    }

    @Test
    void cancelsNothingWhenItStops() {
        // Given
        String atOnce = running("stop-1", DisconnectRule.CANCEL);
        String orphan = running("stop-2", DisconnectRule.CONTINUE);
        try (GatewayFixture stopping = new GatewayFixture(cluster, SETTINGS);
                StreamReader one = new StreamReader(stopping, atOnce);
                StreamReader other = new StreamReader(stopping, orphan)) {
            one.read(1);
            other.read(1);

            // When
            stopping.gateway.close();

            // Then
            await().during(ORPHAN_TIMEOUT.plusSeconds(1))
                    .atMost(ORPHAN_TIMEOUT.multipliedBy(3))
                    .untilAsserted(() -> assertThat(said(atOnce)).containsOnly("READING reading"));
            assertThat(said(orphan)).containsOnly("READING reading");
        }
    }

    private String running(String session, DisconnectRule rule) {
        String url = first.post(
                        "/api/atom-agent/chat/stream",
                        "{\"message\":\"hi\",\"user_id\":\"u1\",\"agent_id\":\"intern\",\"session_id\":\"d-%s\"}"
                                .formatted(session))
                .text("/stream_url");
        StreamStarted started =
                StreamStarted.newBuilder(Fakes.started()).setOnDisconnect(rule).build();
        String execution = url.split("/", -1)[3];
        topology.publish(Topics.TOKENS, execution, Fakes.token(execution, 1, 0, started));
        return url;
    }

    /** What was said of an execution up to now. */
    private List<String> said(String url) {
        consumer.poll(Duration.ofMillis(50))
                .forEach(record -> controls.add(topology.read(Topics.EXECUTION_CONTROLS, record)));
        return controls.stream()
                .filter(control -> url.contains(control.getExecutionId()))
                .map(control -> control.getKind() + " " + control.getCode())
                .toList();
    }
}
