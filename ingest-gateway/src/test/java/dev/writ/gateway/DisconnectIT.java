package dev.writ.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.writ.schemas.Topics;
import dev.writ.schemas.event.DisconnectRule;
import dev.writ.schemas.event.ExecutionControl;
import dev.writ.schemas.event.StreamStarted;
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

/** What becomes of streams whose readers leave. */
@SuppressWarnings("NullAway.Init") // JUnit sets the fields up.
class DisconnectIT extends GatewayTests {

    /** Long enough for a reader to get from one gateway to another, and for that to be heard, on a busy machine. */
    private static final Duration ORPHAN_TIMEOUT = Duration.ofSeconds(3);

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private GatewayFixture other;
    private KafkaConsumer<byte[], byte[]> consumer;
    private final List<ExecutionControl> controls = new ArrayList<>();

    DisconnectIT() {
        super(settings(ORPHAN_TIMEOUT));
    }

    private static Map<String, String> settings(Duration orphanTimeout) {
        return Map.of(
                "gateway.idle.timeout.ms",
                "1000",
                "gateway.orphan.timeout.ms",
                Long.toString(orphanTimeout.toMillis()));
    }

    @BeforeAll
    void start() {
        other = another();
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
    }

    @Test
    void cancelsAStreamAtOnceIfItsRequestAskedForThat() {
        // Given
        String url = running("at-once", DisconnectRule.CANCEL);
        try (GatewayFixture patient = new GatewayFixture(cluster, settings(PATIENCE.multipliedBy(2)))) {
            StreamReader reader = new StreamReader(patient, url);
            reader.read(1);

            // When
            reader.close();

            // Then
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(said(url)).contains("CANCEL client_disconnected"));
        }
    }

    @Test
    void cancelsAnOrphanAfterTheTimeout() {
        // Given
        String url = running("orphan", DisconnectRule.CONTINUE);
        StreamReader reader = new StreamReader(gateway, url);
        reader.read(1);
        long left = System.nanoTime();

        // When
        reader.close();

        // Then
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(said(url)).contains("CANCEL orphaned"));
        assertThat(Duration.ofNanos(System.nanoTime() - left)).isGreaterThan(ORPHAN_TIMEOUT);
    }

    @Test
    void letsAStreamGoOnThatIsReadOnAnotherGateway() {
        // Given
        String url = running("moved", DisconnectRule.CONTINUE);
        StreamReader reader = new StreamReader(gateway, url);
        String id = reader.read(1).getFirst().id();
        reader.close();

        // When
        try (StreamReader resumed = StreamReader.behind(other, url, id)) {
            // Then
            await().during(ORPHAN_TIMEOUT.multipliedBy(2))
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(said(url)).doesNotContain("CANCEL orphaned"));
            assertThat(said(url)).containsOnly("READING reading");
            assertThat(resumed.status()).isEqualTo(200);
        }
    }

    @Test
    void takesNobodyForAReaderWhoOnlyLooksOn() {
        // Given
        String url = running("looked-at", DisconnectRule.CANCEL);
        StreamReader observer = new StreamReader(gateway, url + "?observe=true");
        observer.read(1);

        // When
        observer.close();

        // Then
        await().during(Duration.ofSeconds(3))
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(said(url)).isEmpty());
    }

    @Test
    void takesNoHeadRequestForAReader() {
        // Given
        String url = running("head", DisconnectRule.CANCEL);

        // When
        gateway.stream("HEAD", url, "").body().close();

        // Then
        await().during(Duration.ofSeconds(1))
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(said(url)).isEmpty());
    }

    @Test
    void cancelsNothingWhenItStops() {
        // Given
        String atOnce = running("stop-1", DisconnectRule.CANCEL);
        String orphan = running("stop-2", DisconnectRule.CONTINUE);
        try (GatewayFixture stopping = new GatewayFixture(cluster, settings(ORPHAN_TIMEOUT));
                StreamReader one = new StreamReader(stopping, atOnce);
                StreamReader other = new StreamReader(stopping, orphan)) {
            one.read(1);
            other.read(1);

            // When
            stopping.gateway.close();

            // Then
            await().during(ORPHAN_TIMEOUT.plusSeconds(1))
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(said(atOnce)).containsOnly("READING reading"));
            assertThat(said(orphan)).containsOnly("READING reading");
        }
    }

    private String running(String session, DisconnectRule rule) {
        String url = gateway.chat("intern", "d-" + session).text("/stream_url");
        other.awaitStream(url);
        StreamStarted started =
                StreamStarted.newBuilder(Fakes.started()).setOnDisconnect(rule).build();
        topology.emit(GatewayFixture.executionOf(url), 1, 0, started);
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
