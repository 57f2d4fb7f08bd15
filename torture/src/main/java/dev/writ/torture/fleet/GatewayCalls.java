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

/** What an operator asks of whichever gateway answers. */
final class GatewayCalls implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final int FIRST_FAILURE = 300;

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
        return call(path, "POST", body);
    }

    private JsonNode call(String path, String method, Map<String, ?> body) throws IOException, InterruptedException {
        String last = "";
        for (URI gateway : gateways) {
            HttpRequest request = HttpRequest.newBuilder(gateway.resolve(path))
                    .timeout(TIMEOUT)
                    .header("Content-Type", "application/json")
                    .method(
                            method,
                            body.isEmpty()
                                    ? BodyPublishers.noBody()
                                    : BodyPublishers.ofString(JSON.writeValueAsString(body)))
                    .build();
            try {
                HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
                if (answer.statusCode() < FIRST_FAILURE) {
                    return JSON.readTree(answer.body());
                }
                last = answer.statusCode() + " " + answer.body();
            } catch (IOException e) {
                last = e.toString();
            }
        }
        throw new IOException(method + " " + path + " is answered by " + last);
    }

    @Override
    public void close() {
        http.close();
    }
}
