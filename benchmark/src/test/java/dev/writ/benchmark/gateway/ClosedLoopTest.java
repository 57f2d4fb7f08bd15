package dev.writ.benchmark.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.writ.benchmark.path.Run;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClosedLoopTest {

    private static final Duration SHORT = Duration.ofMillis(200);

    private final Set<String> bodies = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/ask", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.close();
    }

    @Test
    void asksAgainAsSoonAsItHasAnAnswer() throws IOException {
        // When
        Run run = loop(200).run(3, SHORT);

        // Then
        assertThat(run.count()).isGreaterThan(3).isEqualTo(run.times().count());
        assertThat(run.seconds()).isGreaterThanOrEqualTo(0.2);
        assertThat(bodies).containsExactlyInAnyOrder("client 0", "client 1", "client 2");
    }

    @Test
    void asksOnceWithoutATime() throws IOException {
        // When
        Run run = loop(200).run(2, Duration.ZERO);

        // Then
        assertThat(run.times().count()).isZero();
        assertThat(bodies).hasSize(2);
    }

    @Test
    void failsOverAnAnswerThatIsNotAsExpected() {
        assertThatIOException()
                .isThrownBy(() -> loop(202).run(1, SHORT))
                .withMessage("the server answered 200 rather than 202");
    }

    private ClosedLoop loop(int expected) {
        return new ClosedLoop(server.getAddress().getPort(), "/ask", "", number -> "client " + number, expected);
    }

    private void answer(HttpExchange exchange) throws IOException {
        bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        byte[] answer = "{}".getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }
}
