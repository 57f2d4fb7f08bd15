package dev.writ.benchmark.writ;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/**
 * An agent that a benchmark asks: an INTERN, which may chat.
 *
 * @param id its id, and its name
 * @param workspace the one it belongs to
 */
public record BenchAgent(String id, String workspace) {

    /** The agent of a benchmark that needs only one. */
    public static final BenchAgent INTERN = new BenchAgent("bench-intern", "default");

    /** Registers it. */
    public BenchAgent register(URI gateway) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(gateway.resolve("/api/agents"))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString("""
                            {"id": "%s", "name": "%s", "status": "INTERN", "workspace_id": "%s"}""".formatted(id, id, workspace)))
                    .build();
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new IOException("the agent is refused: " + answer.body());
            }
            return this;
        }
    }
}
