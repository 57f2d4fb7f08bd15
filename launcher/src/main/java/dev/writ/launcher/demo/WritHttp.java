package dev.writ.launcher.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A client of Writ's HTTP surface that knows JSON and server-sent events, and nothing of what they say. */
public final class WritHttp implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final String CONTENT_TYPE = "Content-Type";
    private static final String JSON_TYPE = "application/json";

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI url;

    /** @param url the gateway's base URL, without a path */
    public WritHttp(URI url) {
        this.url = url;
    }

    /**
     * GET.
     *
     * @throws IOException if there is no answer within 30 s
     * @throws InterruptedException if the wait is interrupted
     */
    public Reply get(String path) throws IOException, InterruptedException {
        return send(request(path).GET());
    }

    /**
     * POST.
     *
     * @param body the members of the JSON body
     * @throws IOException if there is no answer within 30 s
     * @throws InterruptedException if the wait is interrupted
     */
    public Reply post(String path, Map<String, ?> body) throws IOException, InterruptedException {
        return send(request(path).header(CONTENT_TYPE, JSON_TYPE).POST(BodyPublishers.ofString(json(body))));
    }

    /**
     * POST that names itself, so that sending it again is the same request.
     *
     * @param idempotencyKey the name
     * @throws IOException if there is no answer within 30 s
     * @throws InterruptedException if the wait is interrupted
     */
    public Reply post(String path, Map<String, ?> body, String idempotencyKey)
            throws IOException, InterruptedException {
        return send(request(path)
                .header(CONTENT_TYPE, JSON_TYPE)
                .header("Idempotency-Key", idempotencyKey)
                .POST(BodyPublishers.ofString(json(body))));
    }

    /**
     * PUT.
     *
     * @throws IOException if there is no answer within 30 s
     * @throws InterruptedException if the wait is interrupted
     */
    public Reply put(String path, Map<String, ?> body) throws IOException, InterruptedException {
        return send(request(path).header(CONTENT_TYPE, JSON_TYPE).PUT(BodyPublishers.ofString(json(body))));
    }

    /**
     * POST that is answered by events, read to their end.
     *
     * @throws IOException if the answer is something else
     * @throws InterruptedException if the wait is interrupted
     */
    public List<Event> stream(String path, Map<String, ?> body) throws IOException, InterruptedException {
        HttpRequest request = request(path)
                .header(CONTENT_TYPE, JSON_TYPE)
                .header("Accept", "text/event-stream")
                .POST(BodyPublishers.ofString(json(body)))
                .build();
        HttpResponse<Stream<String>> response = http.send(request, BodyHandlers.ofLines());
        try (Stream<String> lines = response.body()) {
            if (response.statusCode() != 200) {
                throw new IOException("POST " + path + " was answered by " + response.statusCode() + ": "
                        + String.join(" ", lines.toList()));
            }
            return events(lines.toList());
        }
    }

    private static List<Event> events(List<String> lines) throws IOException {
        List<Event> events = new ArrayList<>();
        String id = "";
        String name = "message";
        StringBuilder data = new StringBuilder();
        for (String line : lines) {
            if (line.isEmpty()) {
                if (!data.isEmpty()) {
                    events.add(new Event(id, name, JSON.readTree(data.toString())));
                }
                name = "message";
                data.setLength(0);
            } else if (line.startsWith("id:")) {
                id = line.substring(3).strip();
            } else if (line.startsWith("event:")) {
                name = line.substring(6).strip();
            } else if (line.startsWith("data:")) {
                data.append(line.substring(5).strip());
            }
        }
        return events;
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(url.resolve(path)).timeout(TIMEOUT);
    }

    private Reply send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
        return new Reply(
                response.statusCode(),
                response.body().isEmpty() ? MissingNode.getInstance() : JSON.readTree(response.body()));
    }

    private static String json(Map<String, ?> body) {
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON: " + body, e);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
