package dev.writ.torture.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.writ.torture.history.Acknowledgement;
import dev.writ.torture.history.Answer;
import dev.writ.torture.history.DriverLog;
import dev.writ.torture.history.Intent;
import dev.writ.torture.journal.DriverJournal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DriverTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Backoff QUICK = new Backoff(Duration.ofMillis(1), Duration.ofMillis(1), PATIENCE);
    private static final int ENOUGH = 20;
    private static final String ALLOWED = """
            {"execution_id": "e-1", "governance_check": {"decision_id": "d-1"}}""";

    @TempDir
    private Path folder = Path.of("");

    private final Map<String, Integer> tries = new ConcurrentHashMap<>();
    private final HttpServer server;

    DriverTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void sendsEachRequestUnderItsKeyUntilItIsAnswered() throws IOException, InterruptedException {
        // Given
        server.createContext(
                "/", exchange -> answer(exchange, tries.merge(key(exchange), 1, Integer::sum) < 3 ? 503 : 200));

        // When
        DriverLog log = drive();

        // Then
        assertThat(tries)
                .hasSizeGreaterThanOrEqualTo(ENOUGH)
                .allSatisfy((key, count) -> assertThat(count).as(key).isEqualTo(3));
        assertThat(log.intents()).hasSize(tries.size());
        assertThat(log.acknowledgements())
                .extracting(Acknowledgement::requestId)
                .containsExactlyInAnyOrderElementsOf(
                        log.intents().stream().map(Intent::requestId).toList());
        assertThat(log.acknowledgements()).allSatisfy(told -> {
            assertThat(told.answer()).isEqualTo(Answer.ALLOWED);
            assertThat(told.decisionId()).isEqualTo(Optional.of("d-1"));
            assertThat(told.executionId()).isEqualTo(Optional.of("e-1"));
        });
    }

    @Test
    void writesDownWhatNoGatewayShouldAnswer() throws IOException, InterruptedException {
        // Given
        server.createContext("/", exchange -> answer(exchange, 404));

        // When
        DriverLog log = drive();

        // Then
        assertThat(log.acknowledgements())
                .hasSameSizeAs(log.intents())
                .allSatisfy(told -> assertThat(told.answer()).isEqualTo(Answer.UNEXPECTED));
        assertThat(folder.resolve("driver.jsonl")).content().contains("answered by 404");
    }

    private DriverLog drive() throws IOException, InterruptedException {
        Path file = folder.resolve("driver.jsonl");
        URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        try (DriverJournal journal = DriverJournal.open(file);
                Driver driver = Driver.start(List.of(url), journal, new Requests(1), 100, QUICK)) {
            await().atMost(PATIENCE).until(() -> driver.sent() >= ENOUGH);
            driver.finish(PATIENCE);
        }
        return DriverJournal.read(file);
    }

    private static String key(HttpExchange exchange) {
        return exchange.getRequestHeaders().getFirst("Idempotency-Key");
    }

    private static void answer(HttpExchange exchange, int status) throws IOException {
        try (exchange) {
            byte[] body = ALLOWED.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
