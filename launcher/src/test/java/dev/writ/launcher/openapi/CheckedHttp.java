package dev.writ.launcher.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A client that holds whatever it is answered against the document. */
final class CheckedHttp implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Set<String> asked = new TreeSet<>();
    private final OpenApiDocument document;
    private final AnswerCheck check;
    private final URI url;

    /** @param url the gateway's base URL, without a path */
    CheckedHttp(OpenApiDocument document, URI url) {
        this.document = document;
        this.check = new AnswerCheck(document);
        this.url = url;
    }

    /** The operations that were asked for. */
    Set<String> asked() {
        return asked;
    }

    HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        return send(request(path, headers).GET());
    }

    /** Asks for a stream that does not end, and reads it up to an event. */
    String beginning(String path, String event) throws IOException, InterruptedException {
        HttpResponse<Stream<String>> answer = http.send(request(path).GET().build(), BodyHandlers.ofLines());
        try (Stream<String> lines = answer.body()) {
            String body =
                    lines.takeWhile(line -> !line.equals("event: " + event)).collect(Collectors.joining("\n"));
            requireDocumented(answer, body);
            return body;
        }
    }

    HttpResponse<String> send(String method, String path, JsonNode body, String... headers)
            throws IOException, InterruptedException {
        return send(request(path, headers)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body.toString())));
    }

    /** Sends all examples of the document of one operation, as they stand. */
    List<HttpResponse<String>> sendExamples(String method, String path, String... headers)
            throws IOException, InterruptedException {
        List<HttpResponse<String>> answers = new ArrayList<>();
        Operation operation = document.operation(method, path).orElseThrow();
        for (JsonNode body : operation.examples().values()) {
            answers.add(send(method, path, body, headers));
        }
        assertThat(answers).as("examples of %s", operation).isNotEmpty();
        return answers;
    }

    private HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(url.resolve(path)).timeout(TIMEOUT);
        return headers.length == 0 ? request : request.headers(headers);
    }

    private HttpResponse<String> send(HttpRequest.Builder building) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(building.build(), BodyHandlers.ofString());
        requireDocumented(answer, answer.body());
        return answer;
    }

    private void requireDocumented(HttpResponse<?> answer, String body) {
        HttpRequest request = answer.request();
        Operation operation = document.operation(request.method(), request.uri().getPath())
                .orElseThrow(() -> new AssertionError(request + " is not in the document"));
        asked.add(operation.toString());
        assertThat(check.violations(operation, answer, body))
                .as("%s is answered %s: %s", request, answer.statusCode(), body)
                .isEmpty();
    }

    @Override
    public void close() {
        http.close();
    }
}
