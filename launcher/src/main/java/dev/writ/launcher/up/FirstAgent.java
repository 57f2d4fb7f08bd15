package dev.writ.launcher.up;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** The agent that a new user's first request names: one that may chat, as the system default agent may not at first. */
public final class FirstAgent {

    /** The agent's id. */
    public static final String ID = "helpful-intern";

    private static final String REGISTRATION = """
            {"id": "%s", "name": "Helpful Intern", "description": "May chat, draft and analyze", "status": "INTERN", \
            "confidence_score": 0.65}""".formatted(ID);
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int CREATED = 201;
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;

    private FirstAgent() {}

    /**
     * Registers the agent if it is missing.
     *
     * @param url the gateway's base URL
     * @throws IOException if the gateway does not answer as it should
     * @throws InterruptedException if the wait is interrupted
     */
    public static void ensureAt(URI url) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest find = request(url.resolve("/api/agents/" + ID)).GET().build();
            int found = send(http, find).statusCode();
            if (found == OK) {
                return;
            }
            if (found != NOT_FOUND) {
                throw new IOException("the gateway answers " + found + " to GET /api/agents/" + ID);
            }
            HttpRequest register = request(url.resolve("/api/agents"))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(REGISTRATION))
                    .build();
            HttpResponse<String> registered = send(http, register);
            if (registered.statusCode() != CREATED && registered.statusCode() != OK) {
                throw new IOException("the gateway refuses the first agent: " + registered.body());
            }
        }
    }

    /** A command line that chats with the agent and shows its answer as it comes. */
    public static String curlAt(URI url) {
        return "curl -sN -H 'Content-Type: application/json' -H 'Accept: text/event-stream' -d"
                + " '{\"message\": \"Hello, who are you?\", \"user_id\": \"ada\", \"agent_id\": \"" + ID + "\"}' "
                + url.resolve("/api/atom-agent/chat/stream");
    }

    private static HttpRequest.Builder request(URI url) {
        return HttpRequest.newBuilder(url).timeout(TIMEOUT);
    }

    private static HttpResponse<String> send(HttpClient http, HttpRequest request)
            throws IOException, InterruptedException {
        return http.send(request, BodyHandlers.ofString());
    }
}
