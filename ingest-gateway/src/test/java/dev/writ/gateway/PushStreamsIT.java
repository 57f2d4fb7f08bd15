package dev.writ.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.writ.schemas.Topics;
import dev.writ.schemas.event.ExecutionStatus;
import dev.writ.schemas.event.StreamEnd;
import dev.writ.schemas.event.StreamStarted;
import dev.writ.testcluster.TestCluster;
import dev.writ.testcluster.TestClusterExtension;
import java.util.List;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Streams over WebSockets that run before the socket is there, or never end by themselves. */
@ExtendWith(TestClusterExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // JUnit sets the fields up.
class PushStreamsIT {

    private TestCluster cluster;
    private FakeTopology topology;
    private GatewayFixture first;
    private GatewayFixture second;

    @BeforeAll
    void start(TestCluster shared) {
        cluster = shared;
        topology = new FakeTopology(cluster.connection());
        first = new GatewayFixture(cluster);
        second = new GatewayFixture(cluster);
    }

    @AfterAll
    void stop() {
        first.close();
        second.close();
        topology.close();
    }

    @Test
    void tellsASocketWithoutACursorTheStreamsThatRun() {
        // Given
        String query = "user_id=dan&session_id=s1";
        String ended = UUID.randomUUID().toString();
        String execution = UUID.randomUUID().toString();
        try (SocketClient before = new SocketClient(first, query)) {
            before.next();
            emit(ended, 0, started("dan"));
            emit(ended, 1, Fakes.ended(StreamEnd.COMPLETED, 0));
            emit(execution, 0, started("dan"));
            emit(execution, 1, Fakes.delta("Hel"));
            before.numbered(4);
        }

        // When
        try (SocketClient reloaded = new SocketClient(first, query);
                SocketClient stranger = new SocketClient(first, "user_id=mallory&session_id=s1")) {
            List<JsonNode> past = reloaded.numbered(2);
            emit(execution, 2, Fakes.delta("lo"));
            emit(execution, 3, Fakes.ended(StreamEnd.COMPLETED, 2));
            List<JsonNode> rest = reloaded.numbered(2);

            // Then
            assertThat(past)
                    .extracting(message -> message.path("type").asText())
                    .containsExactly("streaming:start", "streaming:update");
            assertThat(past).allMatch(message -> message.path("id").asText().equals(execution));
            assertThat(rest.getFirst().path("delta").asText()).isEqualTo("lo");
            assertThat(rest.getLast().path("content").asText()).isEqualTo("Hello");
            assertThat(rest.getLast().path("seq").asInt()).isEqualTo(4);
            try (SocketClient moved = new SocketClient(
                    second, query + "&cursor=" + past.getFirst().path("cursor").asText())) {
                assertThat(moved.numbered(3).stream()
                                .filter(message -> message.path("id").asText().equals(execution))
                                .map(message -> message.path("stream_seq").asInt()))
                        .containsExactly(1, 2, 3);
            }
            assertThat(stranger.next().path("type").asText()).isEqualTo("connected");
            assertThat(stranger.messages).isEmpty();
        }
    }

    @Test
    void tellsTheEndOfAStreamWhoseLastTokenNeverComes() {
        // Given
        String query = "user_id=bea&session_id=s1";
        String execution = UUID.randomUUID().toString();
        try (SocketClient bea = new SocketClient(first, query)) {
            bea.next();
            emit(execution, 0, started("bea"));
            String cursor = bea.numbered(1).getLast().path("cursor").asText();

            // When
            topology.publish(
                    Topics.EXECUTIONS, execution, Fakes.finished(execution, ExecutionStatus.FAILED, "exhausted"));

            // Then: whoever was there and whoever comes later hear of it.
            JsonNode end = bea.numbered(1).getFirst();
            assertThat(end.path("type").asText()).isEqualTo("streaming:error");
            assertThat(end.path("error").asText()).isEqualTo("exhausted");
            try (SocketClient moved = new SocketClient(second, query + "&cursor=" + cursor)) {
                assertThat(moved.numbered(1).getFirst().path("error").asText()).isEqualTo("exhausted");
            }
            try (SocketClient behind = new SocketClient(
                            second, query + "&cursor=" + end.path("cursor").asText());
                    SocketClient anew = new SocketClient(second, query)) {
                emit(UUID.randomUUID().toString(), 0, started("bea"));
                assertThat(behind.numbered(1).getFirst().path("type").asText()).isEqualTo("streaming:start");
                assertThat(anew.numbered(1).getFirst().path("id").asText()).isNotEqualTo(execution);
            }
        }
    }

    private void emit(String execution, long seq, SpecificRecord body) {
        topology.publish(Topics.TOKENS, execution, Fakes.token(execution, 1, seq, body));
    }

    private static StreamStarted started(String user) {
        return StreamStarted.newBuilder(Fakes.started())
                .setUserId(user)
                .setSessionId("s1")
                .build();
    }
}
