package dev.writ.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.writ.launcher.client.WireHttp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The simulated model as a process of its own. */
class SimulateIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Pattern BASE_URL = Pattern.compile("Anthropic base URL: (\\S+)");

    @TempDir
    private Path folder = Path.of("");

    @Test
    void answersInBothDialectsKeepsAJournalAndStopsOnASignal() throws IOException, InterruptedException {
        Path journal = folder.resolve("calls.jsonl");
        try (ChildProcess server = simulate("--port=0", "--tokens-per-second=1000", "--journal=" + journal)) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(server.output()).contains("writ simulate is ready"));
            try (WireHttp http = new WireHttp(urlIn(server.output()))) {
                // When
                HttpResponse<String> openAi = http.post("/v1/chat/completions", asking("simulated"), Map.of());
                HttpResponse<String> anthropic = http.post("/v1/messages", asking("simulated"), Map.of());

                // Then
                assertThat(JSON.readTree(openAi.body())
                                .at("/choices/0/message/content")
                                .asText())
                        .startsWith("This is a simulated answer to: Hello");
                assertThat(JSON.readTree(anthropic.body()).at("/content/0/text").asText())
                        .startsWith("This is a simulated answer to: Hello");

                // When
                CompletableFuture<HttpResponse<String>> unanswered =
                        http.postAsync("/v1/messages", asking("simulated-slow-first-byte"));
                await().atMost(PATIENCE).until(() -> entries(journal).contains("3 received anthropic "));
                server.signal("TERM");

                // Then
                assertThat(server.exitCode()).isEqualTo(143);
                assertThat(unanswered).failsWithin(PATIENCE);
                assertThat(entries(journal))
                        .containsExactly(
                                "1 received openai ",
                                "1 first_byte openai ",
                                "1 ended openai done",
                                "2 received anthropic ",
                                "2 first_byte anthropic ",
                                "2 ended anthropic done",
                                "3 received anthropic ",
                                "3 ended anthropic stopped");
            }
        }
    }

    @Test
    void refusesABadOptionAndATakenPortInOneLine() throws IOException, InterruptedException {
        try (ServerSocket taken = new ServerSocket(0);
                ChildProcess badOption = simulate("--fly");
                ChildProcess takenPort = simulate("--port=" + taken.getLocalPort())) {
            // Then
            assertThat(badOption.exitCode()).isEqualTo(2);
            assertThat(badOption.output())
                    .startsWith("writ: Unknown option: '--fly'")
                    .hasLineCount(1);
            assertThat(takenPort.exitCode()).isEqualTo(2);
            assertThat(takenPort.output())
                    .startsWith("writ: port " + taken.getLocalPort() + " cannot be listened on")
                    .hasLineCount(1);
        }
    }

    private ChildProcess simulate(String... options) throws IOException {
        List<String> arguments =
                Stream.concat(Stream.of("simulate"), Stream.of(options)).toList();
        return ChildProcess.start(folder, Map.of(), arguments);
    }

    private static URI urlIn(String output) {
        Matcher url = BASE_URL.matcher(output);
        assertThat(url.find()).as(output).isTrue();
        return URI.create(url.group(1));
    }

    private static Map<String, ?> asking(String model) {
        return Map.of(
                "model", model, "max_tokens", 100, "messages", List.of(Map.of("role", "user", "content", "Hello")));
    }

    /** Number, event, dialect and note of each entry. */
    private static List<String> entries(Path journal) throws IOException {
        return Files.readAllLines(journal).stream().map(SimulateIT::entry).toList();
    }

    private static String entry(String line) {
        try {
            JsonNode entry = JSON.readTree(line);
            return String.join(
                    " ",
                    entry.path("call").asText(),
                    entry.path("event").asText(),
                    entry.path("dialect").asText(),
                    entry.path("note").asText());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
