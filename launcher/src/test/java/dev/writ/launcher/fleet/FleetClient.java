package dev.writ.launcher.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.writ.launcher.up.FirstAgent;
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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A client as a user would write it: it stays with one gateway until that one refuses or breaks off, then turns to the next,
 * repeats its request under the same Idempotency-Key, and resumes its stream by Last-Event-ID.
 */
final class FleetClient implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(90);
    private static final int MOST_TRIES = 20;
    private static final int OK = 200;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<URI> gateways;
    private final AtomicInteger present = new AtomicInteger();

    FleetClient(List<URI> gateways) {
        this.gateways = gateways;
    }

    HttpClient http() {
        return http;
    }

    /** Presents a canvas. */
    Exchanged present(String key) throws IOException, InterruptedException {
        Progress progress = new Progress();
        while (!progress.decided()) {
            int at = present.get();
            try {
                HttpResponse<String> answer = http.send(
                        post(at, "/api/canvas/present", canvas(key), key).build(), BodyHandlers.ofString());
                progress.answered(answer.statusCode());
                if (progress.decided()) {
                    JsonNode json = JSON.readTree(answer.body());
                    progress.executionId = json.path("agent_execution_id").asText();
                }
            } catch (IOException e) {
                turnFrom(at, progress, e);
            }
        }
        return progress.exchanged(true);
    }

    /** Chats, and follows the answer to its end. */
    Exchanged chat(String key) throws IOException, InterruptedException {
        Progress progress = new Progress();
        StreamFollower follower = new StreamFollower();
        while (!follower.hasEnded()) {
            int at = present.get();
            try {
                HttpRequest.Builder request = follower.isPlaced()
                        ? HttpRequest.newBuilder(gateways.get(at).resolve(follower.path()))
                                .timeout(TIMEOUT)
                                .header("Last-Event-ID", follower.lastId())
                        : post(at, "/api/atom-agent/chat/stream", chatBody(key), key);
                HttpResponse<Stream<String>> answer =
                        http.send(request.header("Accept", "text/event-stream").build(), BodyHandlers.ofLines());
                try (Stream<String> lines = answer.body()) {
                    progress.answered(answer.statusCode());
                    if (answer.statusCode() == OK) {
                        follower.read(answer, lines, progress::moved);
                    }
                }
                if (answer.statusCode() == OK && !follower.hasEnded()) {
                    throw new IOException("the stream ended before its last event");
                }
            } catch (IOException e) {
                turnFrom(at, progress, e);
            }
        }
        progress.executionId = follower.executionId();
        progress.attempts = follower.attempts();
        return progress.exchanged(follower.isWhole());
    }

    private void turnFrom(int gateway, Progress progress, IOException cause) throws IOException {
        present.compareAndSet(gateway, (gateway + 1) % gateways.size());
        if (progress.failed() > MOST_TRIES) {
            throw new IOException("no gateway answers", cause);
        }
    }

    private HttpRequest.Builder post(int gateway, String path, Map<String, ?> body, String key) throws IOException {
        return HttpRequest.newBuilder(gateways.get(gateway).resolve(path))
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)));
    }

    private static Map<String, ?> chatBody(String key) {
        return Map.of("user_id", "user-" + key, "agent_id", FirstAgent.ID, "message", "Hello from " + key);
    }

    private static Map<String, ?> canvas(String key) {
        return Map.of(
                "user_id", "user-" + key, "agent_id", FirstAgent.ID, "component", "markdown", "content", "From " + key);
    }

    @Override
    public void close() {
        http.close();
    }

    /** What happened to one request so far. For one thread. */
    private static final class Progress {

        private final long begun = System.nanoTime();
        private String executionId = "";
        private long decidedMillis = -1;
        private int reconnects;
        private int inARow;
        private int mostInARow;
        private int attempts;

        boolean decided() {
            return decidedMillis >= 0;
        }

        void answered(int status) throws IOException {
            if (status != OK) {
                throw new IOException("answered by " + status);
            }
            if (!decided()) {
                decidedMillis = Duration.ofNanos(System.nanoTime() - begun).toMillis();
                moved();
            }
        }

        void moved() {
            inARow = 0;
        }

        int failed() {
            reconnects++;
            inARow++;
            mostInARow = Math.max(mostInARow, inARow);
            return inARow;
        }

        Exchanged exchanged(boolean whole) {
            return new Exchanged(executionId, begun, decidedMillis, reconnects, mostInARow, attempts, whole);
        }
    }
}
