package dev.writ.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.writ.gateway.GatewayFixture.Reply;
import dev.writ.schemas.Ids;
import dev.writ.schemas.event.StreamEnd;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What official clients do not show: error objects on the wire, and streams that begin late, again, or never end. */
class OpenAiErrorIT extends GatewayTests {

    private static final String COMPLETIONS = "/v1/chat/completions";
    private static final String HI =
            "{\"model\":\"m\",\"stream\":%s,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";

    @Test
    void speaksTheDialectWhereverARequestFails() {
        refused(gateway.post(COMPLETIONS, "{\"model\":"), 400, "malformed_json");
        refused(gateway.post(COMPLETIONS, "{\"messages\":[]}"), 400, "invalid_member");
        refused(gateway.post(COMPLETIONS, HI.formatted("false"), "Content-Encoding", "gzip"), 415, "content_coding");
        refused(gateway.post(COMPLETIONS, "\"" + "a".repeat(600_000) + "\""), 413, "content_too_large");
        refused(gateway.post("/v1/embeddings", "{}"), 404, "not_found");
        refused(gateway.get(COMPLETIONS), 405, "method_not_allowed");
        assertThat(gateway.post(COMPLETIONS, "{\"messages\":[{\"role\":\"x\"}]}")
                        .text("/error/param"))
                .isEqualTo("messages[0].role");
        assertThat(gateway.get("/api/unknown").text("/type")).as("elsewhere").startsWith("urn:writ:problem:");
    }

    @Test
    void tellsTheWholeCheckBesideTheErrorOfABlock() {
        Reply blocked = gateway.post(COMPLETIONS, HI.formatted("true"), "X-Agent-Id", "student");
        refused(blocked, 403, "blocked");
        assertThat(blocked.text("/governance_check/agent_id")).isEqualTo("student");
        assertThat(blocked.header("X-Execution-Id")).isNotEmpty();
    }

    @Test
    void sendsTheHeadOfASilentStreamAndGoesOnWithWhatComes() {
        // Given
        long begun = System.nanoTime();

        // When
        HttpResponse<Stream<String>> response = stream("s-late");
        Duration head = Duration.ofNanos(System.nanoTime() - begun);
        topology.emit(
                executionOf(response), 1, 0, Fakes.started(), Fakes.delta("late"), Fakes.ended(StreamEnd.COMPLETED, 1));

        // Then
        assertThat(head).isBetween(Duration.ofMillis(1_900), Duration.ofSeconds(8));
        assertThat(data(response.body())).hasSize(4).endsWith("[DONE]");
    }

    @Test
    void endsAStreamThatBeginsAgainOtherwise() {
        // Given
        HttpResponse<Stream<String>> response = stream("s-again");
        topology.emit(executionOf(response), 1, 0, Fakes.started(), Fakes.delta("Hello"));

        // When
        topology.emit(executionOf(response), 2, 0, Fakes.started(), Fakes.delta("Other"));

        // Then
        assertThat(data(response.body()).getLast()).contains("\"code\":\"stream_reset\"");
    }

    @Test
    void doesNotHoldTheFirstTokenBack() {
        // Given
        CompletableFuture<HttpResponse<Stream<String>>> response =
                CompletableFuture.supplyAsync(() -> stream("s-first"));
        String execution =
                Ids.executionOf(topology.chatOf("s-first").getRequestId().orElseThrow());
        topology.emit(execution, 1, 0, Fakes.started());

        // When
        long sent = System.nanoTime();
        topology.emit(execution, 1, 1, Fakes.delta("first"));
        Iterator<String> lines = response.join().body().iterator();
        String line = "";
        while (!line.contains("first")) {
            line = lines.next();
        }
        long millis = (System.nanoTime() - sent) / 1_000_000;

        // Then
        assertThat(millis).as("long before the head would go out by itself").isLessThan(1_500);
        topology.emit(executionOf(response.join()), 1, 2, Fakes.ended(StreamEnd.COMPLETED, 1));
        lines.forEachRemaining(rest -> {});
    }

    @Test
    void answersARetryUnderOneKeyByTheSameExecution() {
        // Given
        CompletableFuture<Reply> first = CompletableFuture.supplyAsync(() -> keyed("s-keyed"));
        String execution =
                Ids.executionOf(topology.chatOf("s-keyed").getRequestId().orElseThrow());
        topology.emit(execution, 1, 0, Fakes.started(), Fakes.delta("once"), Fakes.ended(StreamEnd.COMPLETED, 1));

        // When
        Reply again = keyed("s-keyed");

        // Then
        assertThat(first.join().text("/choices/0/message/content")).isEqualTo("once");
        assertThat(again.json()).isEqualTo(first.join().json());
        refused(keyed("s-other"), 422, "idempotency_key_reused");
    }

    @Test
    void tellsReadersThatTheGatewayStops() {
        try (GatewayFixture other = new GatewayFixture(cluster)) {
            // Given
            HttpResponse<Stream<String>> response = other.stream(
                    "POST", COMPLETIONS, HI.formatted("true"), "X-Agent-Id", "intern", "X-Session-Id", "s-stop");
            topology.emit(executionOf(response), 1, 0, Fakes.started(), Fakes.delta("Hel"));
            Iterator<String> lines = response.body().iterator();
            while (!lines.next().contains("Hel")) {}

            // When
            CompletableFuture<Void> closing = CompletableFuture.runAsync(other.gateway::close);

            // Then
            StringBuilder rest = new StringBuilder();
            lines.forEachRemaining(rest::append);
            assertThat(rest.toString()).contains("gateway_stopping").doesNotContain("[DONE]");
            closing.join();
        }
    }

    private Reply keyed(String sessionId) {
        return gateway.post(
                COMPLETIONS,
                HI.formatted("false"),
                "Idempotency-Key",
                "key-1",
                "X-Agent-Id",
                "intern",
                "X-Session-Id",
                sessionId);
    }

    private static void refused(Reply reply, int status, String code) {
        assertThat(reply.status()).as(reply.response().body()).isEqualTo(status);
        assertThat(reply.header("Content-Type")).isEqualTo("application/json");
        assertThat(reply.text("/error/code")).isEqualTo(code);
        assertThat(reply.text("/error/message")).isNotBlank();
    }

    private HttpResponse<Stream<String>> stream(String sessionId) {
        return gateway.stream(
                "POST", COMPLETIONS, HI.formatted("true"), "X-Agent-Id", "intern", "X-Session-Id", sessionId);
    }

    private static String executionOf(HttpResponse<?> response) {
        return response.headers().firstValue("X-Execution-Id").orElseThrow();
    }

    private static List<String> data(Stream<String> lines) {
        return lines.filter(line -> line.startsWith("data: "))
                .map(line -> line.substring(6))
                .toList();
    }
}
