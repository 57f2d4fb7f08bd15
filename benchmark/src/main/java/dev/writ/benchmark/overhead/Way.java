package dev.writ.benchmark.overhead;

import dev.writ.benchmark.writ.BenchAgent;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * One way to the provider's first word.
 *
 * @param url what is posted to
 * @param body of the post
 * @param sign in the line that brings the first text
 */
record Way(URI url, String body, String sign) {

    /** Answers in one token, so that requests overlap no more than first tokens do. */
    static final String MODEL = "simulated-tokens-1";

    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final String OPENAI_BODY = """
            {"model":"%s","stream":true,"max_tokens":100,"messages":[{"role":"user","content":"Say a word."}]}""".formatted(MODEL);
    /** A chunk before it names the role, with an empty content. */
    private static final String OPENAI_SIGN = "\"delta\":{\"content\":\"";

    /** Straight to the provider. */
    static Way direct(URI provider) {
        return new Way(URI.create(provider + "/chat/completions"), OPENAI_BODY, OPENAI_SIGN);
    }

    /** Through Writ, by its own route. */
    static Way nativeRoute(URI gateway) {
        return new Way(
                gateway.resolve("/api/atom-agent/chat/stream"),
                """
                {"message":"Say a word.","user_id":"bench","agent_id":"%s","model":"%s","max_tokens":100}""".formatted(BenchAgent.INTERN.id(), MODEL),
                "\"delta\":\"");
    }

    /** Through Writ, in the OpenAI dialect. */
    static Way openAiRoute(URI gateway) {
        return new Way(gateway.resolve("/v1/chat/completions"), OPENAI_BODY, OPENAI_SIGN);
    }

    /**
     * Asks, and reads the answer to its end.
     *
     * @return nanoseconds from before the request is sent to the first line with text
     * @throws IOException if none came
     */
    long firstText(HttpClient http) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(url)
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .header("Accept", "text/event-stream")
                .header("X-Agent-Id", BenchAgent.INTERN.id())
                .POST(BodyPublishers.ofString(body))
                .build();
        long begun = System.nanoTime();
        long first = 0;
        HttpResponse<InputStream> response = http.send(request, BodyHandlers.ofInputStream());
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (first == 0 && line.contains(sign)) {
                    first = System.nanoTime() - begun;
                }
            }
        }
        if (first == 0) {
            throw new IOException(url + " answered " + response.statusCode() + " without text");
        }
        return first;
    }
}
