package dev.writ.torture.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GatewayCallsTest {

    private final Queue<String> keys = new ConcurrentLinkedQueue<>();
    private final HttpServer server;
    private final GatewayCalls calls;

    GatewayCallsTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        calls = new GatewayCalls(
                List.of(URI.create("http://127.0.0.1:" + server.getAddress().getPort())));
    }

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        calls.close();
        server.stop(0);
    }

    @Test
    void asksAgainUnderTheSameKeyWhileTheGatewayCannot() throws IOException, InterruptedException {
        // Given
        server.createContext("/", exchange -> answer(exchange, keys.size() < 2 ? 503 : 201));

        // When
        JsonNode answer = calls.post("/api/agents", Map.of("id", "a"));

        // Then
        assertThat(answer.path("id").asText()).isEqualTo("a");
        assertThat(keys).hasSize(3);
        assertThat(keys.stream().distinct()).hasSize(1);
    }

    @Test
    void doesNotAskAgainWhatIsRefused() {
        // Given
        server.createContext("/", exchange -> answer(exchange, 409));

        // Then
        assertThatThrownBy(() -> calls.post("/api/agents", Map.of("id", "a")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is answered by 409");
        assertThat(keys).hasSize(1);
    }

    private void answer(HttpExchange exchange, int status) throws IOException {
        try (exchange) {
            keys.add(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
            byte[] body = "{\"id\": \"a\"}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
