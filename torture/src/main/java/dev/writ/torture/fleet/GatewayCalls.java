package dev.writ.torture.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What an operator asks of whichever gateway answers. While none of them can, it is tried again for 30 s; a POST under one key, so that
 * it is done once.
 */
final class GatewayCalls implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(200);
    private static final int FIRST_FAILURE = 300;
    private static final int FIRST_OF_SERVERS = 500;
    private static final String POST = "POST";

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<URI> gateways;

    /** @param gateways base URLs, one or more */
    GatewayCalls(List<URI> gateways) {
        this.gateways = gateways;
    }

    /** @throws IOException if no gateway answers well; the last answer is in it */
    JsonNode get(String path) throws IOException, InterruptedException {
        return call(path, "GET", Map.of());
    }

    /** @throws IOException if no gateway answers well; the last answer is in it */
    JsonNode put(String path, Map<String, ?> body) throws IOException, InterruptedException {
        return call(path, "PUT", body);
    }

    /** @throws IOException if no gateway answers well; the last answer is in it */
    JsonNode post(String path, Map<String, ?> body) throws IOException, InterruptedException {
        return call(path, POST, body);
    }

    private JsonNode call(String path, String method, Map<String, ?> body) throws IOException, InterruptedException {
        Call call = new Call(path, method, body, UUID.randomUUID().toString());
        long begun = System.nanoTime();
        for (int tries = 1; ; tries++) {
            Tried tried = send(call.to(gateways.get(tries % gateways.size())));
            if (tried.answer().isPresent()) {
                return tried.answer().get();
            }
            boolean late = System.nanoTime() - begun > PATIENCE.toNanos();
            if (late || (tries >= gateways.size() && !tried.mayHelpToTryAgain())) {
                throw new IOException(method + " " + path + " is answered by " + tried.said());
            }
            Thread.sleep(BETWEEN_TRIES);
        }
    }

    private Tried send(HttpRequest request) throws InterruptedException {
        try {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            return answer.statusCode() < FIRST_FAILURE
                    ? new Tried(Optional.of(JSON.readTree(answer.body())), false, "")
                    : new Tried(
                            Optional.empty(),
                            answer.statusCode() >= FIRST_OF_SERVERS,
                            answer.statusCode() + " " + answer.body());
        } catch (IOException e) {
            return new Tried(Optional.empty(), true, e.toString());
        }
    }

    /** What came of a try; what was said instead of an answer. */
    private record Tried(Optional<JsonNode> answer, boolean mayHelpToTryAgain, String said) {}

    /** One call, however often it is sent. */
    private record Call(String path, String method, Map<String, ?> body, String key) {

        HttpRequest to(URI gateway) throws IOException {
            HttpRequest.Builder request = HttpRequest.newBuilder(gateway.resolve(path))
                    .timeout(TIMEOUT)
                    .header("Content-Type", "application/json")
                    .method(
                            method,
                            body.isEmpty()
                                    ? BodyPublishers.noBody()
                                    : BodyPublishers.ofString(JSON.writeValueAsString(body)));
            return method.equals(POST) ? request.header("Idempotency-Key", key).build() : request.build();
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
