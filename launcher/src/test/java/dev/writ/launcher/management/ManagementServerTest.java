package dev.writ.launcher.management;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ManagementServerTest {

    private final Map<String, String> troubles = new ConcurrentHashMap<>(Map.of("sink.writer", "waits: no database"));
    private final Telemetry telemetry = new Telemetry();
    private final ManagementServer server =
            ManagementServer.start(new ManagementConfig("127.0.0.1", 0), () -> troubles, telemetry);
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        try (server;
                telemetry;
                http) {
            troubles.clear();
        }
    }

    @Test
    void namesWhatIsNotReadyUntilItIs() throws IOException, InterruptedException {
        // When
        HttpResponse<String> before = get("/health/ready");
        troubles.clear();
        HttpResponse<String> after = get("/health/ready");

        // Then
        assertThat(before.statusCode()).isEqualTo(503);
        assertThat(before.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(before.body()).contains("\"sink.writer\":\"waits: no database\"");
        assertThat(after.statusCode()).isEqualTo(200);
    }

    @Test
    void livesWithoutBeingReady() throws IOException, InterruptedException {
        assertThat(get("/health/live").statusCode()).isEqualTo(200);
    }

    @Test
    void servesTheMetricsOfTheProcessInTheFormatOfPrometheus() throws IOException, InterruptedException {
        // Given
        telemetry.registry().counter("writ.test").increment(3);
        get("/health/live");

        // When
        HttpResponse<String> metrics = get("/metrics");

        // Then
        assertThat(metrics.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain; version=0.0.4"));
        assertThat(metrics.body())
                .contains("\nwrit_test_total 3.0\n")
                .contains("jvm_memory_used_bytes{")
                .contains("process_uptime_seconds ")
                .contains("http_server_requests_seconds_count{method=\"GET\",status=\"200\",uri=\"/health/live\"} 1");
    }

    @Test
    void servesNothingElse() throws IOException, InterruptedException {
        assertThat(get("/api/agents").statusCode()).isEqualTo(404);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        URI url = URI.create("http://127.0.0.1:" + server.port() + path);
        return http.send(HttpRequest.newBuilder(url).GET().build(), BodyHandlers.ofString());
    }
}
