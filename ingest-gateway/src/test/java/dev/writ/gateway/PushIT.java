package dev.writ.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.writ.schemas.Topics;
import dev.writ.schemas.event.CanvasComponent;
import dev.writ.schemas.event.CanvasState;
import dev.writ.schemas.event.StreamEnd;
import dev.writ.schemas.event.StreamStarted;
import java.net.http.WebSocketHandshakeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Pushes over WebSockets: to whom they belong, in order, from any point on, over any gateway. */
@SuppressWarnings("NullAway.Init") // JUnit sets the field up.
class PushIT extends GatewayTests {

    private static final String QUERY = "user_id=%s&session_id=%s";

    private GatewayFixture other;

    @BeforeAll
    void startOther() {
        other = another();
    }

    @Test
    void pushesWhatBelongsToItsUserAndSessionAndNothingElse() {
        try (SocketClient anna = new SocketClient(gateway, QUERY.formatted("anna", "s1"));
                SocketClient annaElsewhere = new SocketClient(gateway, QUERY.formatted("anna", "s2"));
                SocketClient bob = new SocketClient(gateway, QUERY.formatted("bob", "s1"))) {
            assertThat(anna.next().path("type").asText()).isEqualTo("connected");
            annaElsewhere.next();
            bob.next();

            // When
            String execution = stream("anna", "s1");
            topology.publish(Topics.CANVASES, "c1", canvas("anna", "s1", "c1"));
            stream("bob", "s1");

            // Then
            List<JsonNode> told = anna.numbered(5);
            assertThat(told.stream().map(message -> message.path("seq").asLong()))
                    .containsExactly(1L, 2L, 3L, 4L, 5L);
            assertThat(told.stream().map(message -> message.path("type").asText()))
                    .containsExactlyInAnyOrder(
                            "streaming:start",
                            "streaming:update",
                            "streaming:update",
                            "streaming:complete",
                            "canvas:update");
            JsonNode complete = told.stream()
                    .filter(message -> message.path("type").asText().equals("streaming:complete"))
                    .findFirst()
                    .orElseThrow();
            assertThat(complete.path("id").asText()).isEqualTo(execution);
            assertThat(complete.path("content").asText()).isEqualTo("Hello");
            assertThat(complete.path("attempt").asInt()).isEqualTo(1);
            assertThat(complete.path("stream_seq").asInt()).isEqualTo(3);
            assertThat(bob.numbered(4).stream()
                            .map(message -> message.path("id").asText()))
                    .doesNotContain(execution);
            assertThat(annaElsewhere.messages).isEmpty();
            assertThat(anna.messages).isEmpty();
        }
    }

    @Test
    void pushesWhatWasFilledIntoAForm() {
        try (SocketClient eve = new SocketClient(gateway, QUERY.formatted("eve", "s1"))) {
            eve.next();

            // When
            String submission = gateway.post(
                            "/api/canvas/submit",
                            "{\"canvas_id\":\"c9\",\"user_id\":\"eve\",\"agent_id\":\"intern\",\"form_data\":{\"age\":7}}")
                    .text("/submission_id");

            // Then
            JsonNode message = eve.numbered(1).getFirst();
            assertThat(message.path("type").asText()).isEqualTo("canvas:form_submitted");
            assertThat(message.path("submission_id").asText()).isEqualTo(submission);
            assertThat(message.at("/data/age").asInt()).isEqualTo(7);
            assertThat(message.at("/governance_check/allowed").asBoolean()).isTrue();
        }
    }

    @Test
    void continuesBehindEveryMessageOnAnotherGateway() {
        // Given
        List<JsonNode> whole;
        JsonNode connected;
        String query = QUERY.formatted("carl", "s1");
        try (SocketClient carl = new SocketClient(gateway, query)) {
            connected = carl.next();
            stream("carl", "s1");
            topology.publish(Topics.CANVASES, "c2", canvas("carl", "s1", "c2"));
            String taken = UUID.randomUUID().toString();
            topology.emit(taken, 1, 0, started("carl", "s1"), Fakes.delta("lost"));
            topology.emit(
                    taken, 2, 0, started("carl", "s1"), Fakes.delta("whole"), Fakes.ended(StreamEnd.COMPLETED, 1));
            whole = carl.numbered(11);
        }
        assertThat(whole.stream().map(message -> message.path("seq").asLong()))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 11).mapToObj(Long::valueOf).toList());

        for (int cut = 0; cut <= whole.size(); cut++) {
            // When
            JsonNode last = cut == 0 ? connected : whole.get(cut - 1);
            try (SocketClient resumed = new SocketClient(
                    other, query + "&cursor=" + last.path("cursor").asText())) {
                List<JsonNode> rest = resumed.numbered(whole.size() - cut);

                // Then
                assertThat(rest.stream().map(PushIT::identity))
                        .containsExactlyInAnyOrderElementsOf(whole.subList(cut, whole.size()).stream()
                                .map(PushIT::identity)
                                .toList());
                assertThat(rest.stream().map(message -> message.path("seq").asLong()))
                        .containsExactlyElementsOf(IntStream.rangeClosed(cut + 1, whole.size())
                                .mapToObj(Long::valueOf)
                                .toList());
                assertThat(resumed.messages.stream().filter(message -> message.has("seq")))
                        .isEmpty();
            }
        }
    }

    @Test
    void continuesAStreamThatRunsWhileItsReaderMoves() {
        // Given
        String query = QUERY.formatted("dora", "s1");
        String execution = UUID.randomUUID().toString();
        String cursor;
        try (SocketClient dora = new SocketClient(gateway, query)) {
            dora.next();
            topology.emit(execution, 1, 0, started("dora", "s1"), Fakes.delta("Hel"));
            cursor = dora.numbered(2).getLast().path("cursor").asText();
        }

        // When
        try (SocketClient dora = new SocketClient(other, query + "&cursor=" + cursor);
                SocketClient thief = new SocketClient(other, QUERY.formatted("mallory", "s1") + "&cursor=" + cursor)) {
            topology.emit(execution, 1, 2, Fakes.delta("lo"), Fakes.ended(StreamEnd.COMPLETED, 2));

            // Then
            List<JsonNode> rest = dora.numbered(2);
            assertThat(rest.getFirst().path("delta").asText()).isEqualTo("lo");
            assertThat(rest.getLast().path("content").asText()).isEqualTo("Hello");
            assertThat(rest.getLast().path("seq").asLong()).isEqualTo(4);
            assertThat(thief.next().path("type").asText()).isEqualTo("connected");
            assertThat(thief.messages).isEmpty();
        }
    }

    @Test
    void tellsAReaderWhoseCursorHasExpiredToBeginAgain() {
        // Given
        String query = QUERY.formatted("fred", "s1");
        String cursor;
        try (SocketClient fred = new SocketClient(gateway, query)) {
            cursor = fred.next().path("cursor").asText();
        }
        RecordMetadata last = topology.emit(UUID.randomUUID().toString(), 1, 0, started("fred", "s1"));
        topology.expire(last);

        // When
        try (SocketClient fred = new SocketClient(other, query + "&cursor=" + cursor)) {
            // Then
            assertThat(fred.next().path("type").asText()).isEqualTo("reset");
            stream("fred", "s1");
            assertThat(fred.numbered(4).getLast().path("type").asText()).isEqualTo("streaming:complete");
        }
    }

    @Test
    void closesASocketWhoseCursorIsNone() {
        try (SocketClient client = new SocketClient(gateway, "user_id=u&cursor=yesterday")) {
            assertThat(client.closed.orTimeout(10, TimeUnit.SECONDS).join()).isEqualTo(1008);
        }
    }

    @Test
    void refusesPagesOfOtherOriginsAndRequestsThatAskForNoSocket() {
        assertThatThrownBy(() -> new SocketClient(gateway, "user_id=u", true, "Origin", "https://evil.example"))
                .hasCauseInstanceOf(WebSocketHandshakeException.class);
        String own = "http://127.0.0.1:" + gateway.gateway.port();
        try (SocketClient page = new SocketClient(gateway, "user_id=u", true, "Origin", own)) {
            assertThat(page.next().path("type").asText()).isEqualTo("connected");
        }
        assertThat(gateway.get("/ws?user_id=u").status()).isEqualTo(426);
    }

    @Test
    void cutsAReaderThatDoesNotReadAndDelaysNoOther() {
        // Given
        int many = 3_500;
        int burst = 500;
        String delta = "x".repeat(12_000);
        String query = QUERY.formatted("slow", "s1");
        String execution = UUID.randomUUID().toString();
        try (GatewayFixture patient = new GatewayFixture(cluster, Map.of("gateway.idle.timeout.ms", "30000"));
                SocketClient slow = new SocketClient(patient, query, false);
                SocketClient fast = new SocketClient(patient, query)) {
            fast.next();

            // When
            topology.emit(execution, 1, 0, started("slow", "s1"));
            for (int seq = 1; seq <= many; seq += burst) {
                topology.flood(execution, seq, burst, delta);
                int told = seq == 1 ? burst + 1 : burst;

                // Then
                assertThat(fast.numbered(told).getLast().path("stream_seq").asInt())
                        .as("told before more is written")
                        .isEqualTo(seq + burst - 1);
            }
            slow.read();
            assertThat(slow.closed.orTimeout(30, TimeUnit.SECONDS).join()).isEqualTo(1013);
            JsonNode last = slow.messages.stream().reduce((_, next) -> next).orElseThrow();
            assertThat(last.path("seq").asInt()).isLessThan(many);
            try (SocketClient back = new SocketClient(
                    other, query + "&cursor=" + last.path("cursor").asText())) {
                assertThat(back.numbered(1).getFirst().path("seq").asInt())
                        .isEqualTo(last.path("seq").asInt() + 1);
            }
        }
    }

    /** What a message says, without its place: partitions are read in another order when they are read again. */
    private static Map<String, JsonNode> identity(JsonNode message) {
        Map<String, JsonNode> members = new HashMap<>();
        message.properties().forEach(member -> members.put(member.getKey(), member.getValue()));
        members.remove("seq");
        members.remove("cursor");
        return members;
    }

    private String stream(String user, String session) {
        String execution = UUID.randomUUID().toString();
        topology.emit(
                execution,
                1,
                0,
                started(user, session),
                Fakes.delta("Hel"),
                Fakes.delta("lo"),
                Fakes.ended(StreamEnd.COMPLETED, 2));
        return execution;
    }

    private static StreamStarted started(String user, String session) {
        return StreamStarted.newBuilder(Fakes.started())
                .setUserId(user)
                .setSessionId(session)
                .build();
    }

    private static CanvasState canvas(String user, String session, String id) {
        return CanvasState.newBuilder()
                .setCanvasId(id)
                .setUserId(user)
                .setSessionId(session)
                .setWorkspaceId("default")
                .setAgentId("intern")
                .setExecutionId("e1")
                .setComponent(CanvasComponent.MARKDOWN)
                .setContent("\"# hi\"")
                .setUpdatedAt(Instant.ofEpochMilli(System.currentTimeMillis()))
                .build();
    }
}
