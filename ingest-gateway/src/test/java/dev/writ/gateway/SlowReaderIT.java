package dev.writ.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.writ.gateway.GatewayFixture.Client;
import dev.writ.gateway.StreamReader.Told;
import dev.writ.schemas.event.StreamEnd;
import java.net.http.HttpClient.Version;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Readers of event streams that take nothing: they are cut and lose nothing, and nobody else notices. All readers of a test
 * use one client, so over HTTP/2 they share a connection.
 */
@Timeout(180)
class SlowReaderIT extends GatewayTests {

    /** What fits into the buffers on the way to a reader, so that it may pause while this is written. */
    private static final int BURST = 250;

    /** With {@link #DELTA}, more than a reader's queue and the 16 MiB that an HTTP/2 client lets come for one stream. */
    private static final int MANY = 22 * BURST;

    private static final String DELTA = "x".repeat(6_000);

    /** The longest time there is, so that a reader's queue is full before the gateway gives up writing to it. */
    SlowReaderIT() {
        super(Map.of("gateway.idle.timeout.ms", "30000"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Version.class,
            names = {"HTTP_1_1", "HTTP_2"})
    void cutsAReaderWhoseQueueIsFullAndTellsItTheRestLater(Version version) {
        // Given
        String url = gateway.chat("intern", "slow-" + version).text("/stream_url");
        String execution = GatewayFixture.executionOf(url);
        String otherUrl = gateway.chat("intern", "beside-" + version).text("/stream_url");
        String otherExecution = GatewayFixture.executionOf(otherUrl);
        try (Client client = client(gateway, version);
                StreamReader slow = new StreamReader(client, url);
                StreamReader fast = new StreamReader(client, url);
                StreamReader beside = new StreamReader(client, otherUrl)) {
            assertThat(List.of(slow.version(), fast.version(), beside.version()))
                    .containsOnly(version);
            topology.emit(execution, 1, 0, Fakes.started());
            topology.emit(otherExecution, 1, 0, Fakes.started());
            List<Told> whole = fast.read(1);
            beside.read(1);

            // When
            for (int seq = 1; seq <= MANY; seq += BURST) {
                topology.flood(execution, seq, BURST, DELTA);
                topology.emit(otherExecution, 1, 1 + seq / BURST, Fakes.delta("beside"));

                // Then: both are told before more is written.
                whole.addAll(fast.read(BURST));
                assertThat(beside.read(1).getFirst().data()).contains("beside");
            }
            List<Told> told = slow.untilCut();
            topology.emit(execution, 1, MANY + 1, Fakes.ended(StreamEnd.FAILED, MANY));
            whole.addAll(fast.rest());
            assertThat(ids(told)).as("cut").hasSizeBetween(1, MANY).isEqualTo(ids(whole.subList(0, told.size())));
            assertIsToldTheRest(client, url, told, whole);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Version.class,
            names = {"HTTP_1_1", "HTTP_2"})
    void cutsAReaderThatLetsNothingBeWrittenForTooLong(Version version) {
        // Given
        int many = 2_000;
        try (GatewayFixture hasty = new GatewayFixture(cluster, Map.of("gateway.idle.timeout.ms", "3000"))) {
            String url = hasty.chat("intern", "stuck-" + version).text("/stream_url");
            String execution = GatewayFixture.executionOf(url);
            try (Client client = client(hasty, version);
                    StreamReader stuck = new StreamReader(client, url);
                    StreamReader fast = new StreamReader(client, url)) {
                topology.emit(execution, 1, 0, Fakes.started());
                List<Told> told = stuck.read(1);

                // When
                List<Told> whole = fast.read(1);
                for (int seq = 1; seq <= many; seq += BURST) {
                    topology.flood(execution, seq, BURST, DELTA.repeat(2));
                    whole.addAll(fast.read(BURST));
                }
                await().atMost(Duration.ofSeconds(15)).until(() -> hasty.activeStreams() == 1);

                // Then
                topology.emit(execution, 1, many + 1, Fakes.ended(StreamEnd.FAILED, many));
                whole.addAll(fast.rest());
                told.addAll(stuck.untilCut());
                assertThat(stuck.cut()).isPresent();
                assertThat(ids(told)).hasSizeBetween(1, many).isEqualTo(ids(whole.subList(0, told.size())));
                assertIsToldTheRest(client, url, told, whole);
            }
        }
    }

    /** Over HTTP/2 a first request makes the connection that all others use. */
    private static Client client(GatewayFixture gateway, Version version) {
        Client client = new Client(gateway.gateway.port(), version);
        assertThat(client.get("/health/live").response().statusCode()).isEqualTo(200);
        return client;
    }

    private static void assertIsToldTheRest(Client client, String url, List<Told> told, List<Told> whole) {
        try (StreamReader back =
                new StreamReader(client, url, "Last-Event-ID", told.getLast().id())) {
            List<Told> all = new ArrayList<>(told);
            all.addAll(back.rest());
            assertThat(ids(all)).isEqualTo(ids(whole));
            assertThat(all.getLast().name()).isEqualTo("streaming:error");
        }
    }

    private static List<String> ids(List<Told> told) {
        return told.stream().map(Told::id).toList();
    }
}
