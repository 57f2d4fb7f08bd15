package dev.writ.benchmark.writ;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** The agent that benchmarks ask: an INTERN, which may chat. */
public final class BenchAgent {

    /** Its id. */
    public static final String ID = "bench-intern";

    private BenchAgent() {}

    /** Registers it. */
    public static void register(URI gateway) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(gateway.resolve("/api/agents"))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString("""
                            {"id": "%s", "name": "Bench Intern", "status": "INTERN"}""".formatted(ID)))
                    .build();
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new IOException("the agent is refused: " + answer.body());
            }
        }
    }
}
