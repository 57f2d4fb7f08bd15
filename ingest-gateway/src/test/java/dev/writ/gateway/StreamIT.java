package dev.writ.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.writ.gateway.GatewayFixture.Reply;
import dev.writ.schemas.Topics;
import dev.writ.schemas.event.ExecutionStatus;
import dev.writ.schemas.event.StreamEnd;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Token streams: live, late, resumed, over one gateway and over one that was started later. */
class StreamIT extends GatewayTests {

    StreamIT() {
        super(Map.of("gateway.idle.timeout.ms", "1000"));
    }

    @Test
    void streamsOnTheRequestItself() {
        // Given
        var response = gateway.stream(
                "POST",
                GatewayFixture.CHAT,
                GatewayFixture.chatBody("intern", "s-inline"),
                "Accept",
                "text/event-stream");
        assertThat(response.headers().firstValue("Content-Type")).contains("text/event-stream");
        String url = response.headers().firstValue("Content-Location").orElseThrow();
        String execution = GatewayFixture.executionOf(url);

        // When
        emitWhole(execution);

        // Then
        List<String> lines = fields(response.body());
        assertThat(names(lines))
                .containsExactly("streaming:start", "streaming:update", "streaming:update", "streaming:complete");
        assertThat(lines.toString())
                .contains("\"delta\":\"Hel\"")
                .contains("\"tokens_so_far\":2")
                .contains("\"content\":\"Hello\"")
                .contains("\"id\":\"" + execution + "\"")
                .contains("\"seq\":3")
                .contains("\"attempt\":1");
    }

    @Test
    void measuresAStreamOnceHoweverOftenItsRequestIsSent() {
        // Given
        String[] headers = {"Accept", "text/event-stream", "Idempotency-Key", "\"measured\""};
        String body = GatewayFixture.chatBody("intern", "s-measured");
        long before = gateway.measuredStreams();
        var first = gateway.stream("POST", GatewayFixture.CHAT, body, headers);
        emitWhole(GatewayFixture.executionOf(
                first.headers().firstValue("Content-Location").orElseThrow()));
        assertThat(names(fields(first.body()))).endsWith("streaming:complete");

        // When
        var again = gateway.stream("POST", GatewayFixture.CHAT, body, headers);

        // Then
        assertThat(names(fields(again.body()))).endsWith("streaming:complete");
        assertThat(gateway.measuredStreams()).isEqualTo(before + 1);
    }

    @Test
    void explainsABlockedRequestInsteadOfStreamingIt() {
        Reply reply = gateway.chat("student", "s-inline-b", "Accept", "text/event-stream");
        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.text("/governance_check/allowed")).isEqualTo("false");
    }

    @Test
    void givesALateReaderTheSameStream() {
        // Given
        Reply chat = gateway.chat("intern", "s-late");
        emitWhole(chat.text("/execution_id"));

        // When
        List<String> lines = read(gateway, chat.text("/stream_url"));

        // Then
        assertThat(names(lines))
                .containsExactly("streaming:start", "streaming:update", "streaming:update", "streaming:complete");
    }

    @Test
    void givesAReaderAtAnotherGatewayThePastFromTheLogAndThenWhatComes() {
        // Given
        Reply chat = gateway.chat("intern", "s-log");
        String execution = chat.text("/execution_id");
        topology.emit(execution, 1, 0, Fakes.started(), Fakes.delta("Hel"));
        try (GatewayFixture other = new GatewayFixture(cluster)) {
            Iterator<String> lines =
                    other.stream("GET", chat.text("/stream_url"), "").body().iterator();
            List<String> seen = new ArrayList<>();
            while (!String.join("", seen).contains("Hel")) {
                seen.add(lines.next());
            }

            // When
            topology.emit(execution, 1, 2, Fakes.delta("lo"), Fakes.ended(StreamEnd.COMPLETED, 2));
            lines.forEachRemaining(seen::add);

            // Then
            assertThat(names(fields(seen.stream())))
                    .containsExactly("streaming:start", "streaming:update", "streaming:update", "streaming:complete");
            assertThat(seen.toString()).contains("\"content\":\"Hello\"");
        }
    }

    @Test
    void resumesBehindTheLastEventThatAReaderSaw() {
        // Given
        Reply chat = gateway.chat("intern", "s-resume");
        emitWhole(chat.text("/execution_id"));
        List<String> ids = ids(read(gateway, chat.text("/stream_url")));

        // When
        List<String> rest = read(gateway, chat.text("/stream_url"), "Last-Event-ID", ids.get(1));

        // Then
        assertThat(ids(rest)).containsExactly(ids.get(2), ids.get(3));
        assertThat(rest.toString()).contains("\"content\":\"Hello\"").contains("\"tokens_so_far\":2");
    }

    @Test
    void tellsAReaderThatHasSeenAllNotToComeBack() {
        Reply chat = gateway.chat("intern", "s-done");
        emitWhole(chat.text("/execution_id"));
        List<String> ids = ids(read(gateway, chat.text("/stream_url")));
        assertThat(gateway.get(chat.text("/stream_url"), "Last-Event-ID", ids.getLast())
                        .status())
                .isEqualTo(204);
    }

    @Test
    void refusesACursorThatIsNone() {
        Reply chat = gateway.chat("intern", "s-cursor");
        Reply reply = gateway.get(chat.text("/stream_url"), "Last-Event-ID", "1.2");
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text("/header")).isEqualTo("Last-Event-ID");
    }

    @Test
    void givesALateReaderOnlyTheAttemptThatCounts() {
        // Given
        Reply chat = gateway.chat("intern", "s-attempts");
        String execution = chat.text("/execution_id");
        topology.emit(execution, 1, 0, Fakes.started(), Fakes.ended(StreamEnd.SUPERSEDED, 0));
        topology.emit(execution, 2, 0, Fakes.started(), Fakes.delta("again"), Fakes.ended(StreamEnd.FAILED, 1));
        read(gateway, chat.text("/stream_url")); // To the end, so that the next reader is late.

        // When
        List<String> lines = read(gateway, chat.text("/stream_url"));

        // Then
        assertThat(names(lines)).containsExactly("streaming:start", "streaming:update", "streaming:error");
        assertThat(lines.getLast()).contains("\"error\":\"upstream_truncated\"").contains("\"attempt\":2");
    }

    @Test
    void endsAStreamWhoseExecutionEndedWithoutTokens() {
        // Given
        Reply chat = gateway.chat("intern", "s-no-tokens");
        String execution = chat.text("/execution_id");
        Iterator<String> lines =
                gateway.stream("GET", chat.text("/stream_url"), "").body().iterator();
        lines.next();

        // When
        topology.publish(
                Topics.EXECUTIONS, execution, Fakes.finished(execution, ExecutionStatus.FAILED, "attempts_exhausted"));

        // Then
        List<String> rest = new ArrayList<>();
        lines.forEachRemaining(rest::add);
        assertThat(rest.toString()).contains("event: streaming:error").contains("attempts_exhausted");
        await().untilAsserted(() -> assertThat(
                        gateway.get("/api/executions/" + execution).text("/status"))
                .isEqualTo("failed"));
    }

    @Test
    void hasNoStreamForWorkThatCallsNoModel() {
        Reply chart = gateway.post(
                "/api/canvas/present", "{\"component\":\"markdown\",\"user_id\":\"u1\",\"content\":\"# hi\"}");
        Reply reply = gateway.get("/api/executions/" + chart.text("/agent_execution_id") + "/stream");
        assertThat(reply.status()).isEqualTo(409);
        assertThat(gateway.get("/api/executions/unknown/stream").status()).isEqualTo(404);
    }

    private void emitWhole(String execution) {
        topology.emit(
                execution,
                1,
                0,
                Fakes.started(),
                Fakes.delta("Hel"),
                Fakes.delta("lo"),
                Fakes.ended(StreamEnd.COMPLETED, 2));
    }

    private static List<String> read(GatewayFixture at, String path, String... headers) {
        return fields(at.stream("GET", path, "", headers).body());
    }

    private static List<String> fields(Stream<String> lines) {
        return lines.filter(line -> !line.isEmpty() && !line.startsWith(":")).toList();
    }

    private static List<String> names(List<String> lines) {
        return values(lines, "event: ");
    }

    private static List<String> ids(List<String> lines) {
        return values(lines, "id: ");
    }

    private static List<String> values(List<String> lines, String prefix) {
        return lines.stream()
                .filter(line -> line.startsWith(prefix))
                .map(line -> line.substring(prefix.length()))
                .toList();
    }
}
