package dev.writ.launcher.client;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Answers as they came, streams as well, whatever their status. */
public final class WireHttp implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI url;

    /** @param url the server's base URL, without a path */
    public WireHttp(URI url) {
        this.url = url;
    }

    /** GET. */
    public HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return get(path, Map.of());
    }

    /**
     * GET.
     *
     * @param headers further header fields
     */
    public HttpResponse<String> get(String path, Map<String, String> headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path);
        headers.forEach(request::header);
        return send(request);
    }

    /**
     * POST of JSON.
     *
     * @param headers further header fields
     */
    public HttpResponse<String> post(String path, Map<String, ?> body, Map<String, String> headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = posting(path, body);
        headers.forEach(request::header);
        return send(request);
    }

    /** POST of JSON, without a wait for the answer. */
    public CompletableFuture<HttpResponse<String>> postAsync(String path, Map<String, ?> body) throws IOException {
        return http.sendAsync(posting(path, body).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder posting(String path, Map<String, ?> body) throws IOException {
        return request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(url.resolve(path)).timeout(TIMEOUT);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    @Override
    public void close() {
        http.close();
    }
}
