package dev.writ.worker.simulated.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.writ.worker.TestCompletions;
import dev.writ.worker.provider.ModelCall;
import dev.writ.worker.provider.StreamOutcome;
import dev.writ.worker.simulated.SimulatedProvider;
import dev.writ.worker.simulated.server.JournalEntry.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatedServerTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MESSAGES =
            "[{\"role\":\"system\",\"content\":\"Be brief.\"},{\"role\":\"user\",\"content\":\"What is an event?\"}]";

    private final List<JournalEntry> journal = new CopyOnWriteArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private final SimulatedServer server;

    SimulatedServerTest() throws IOException {
        server = SimulatedServer.start(new ServerSettings(0, 2000, journal::add));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void streamsTheTextOfTheProcessesOwnProviderInBothDialects() throws IOException, InterruptedException {
        // Given
        List<String> expected = new ArrayList<>();
        StreamOutcome _ = new SimulatedProvider(1000, pause -> {})
                .complete(ModelCall.first(TestCompletions.completion("simulated"), "simulated"), expected::add);

        // When
        List<JsonNode> chunks = events(post("/v1/chat/completions", openAi("simulated", MESSAGES, "")));
        List<JsonNode> events = events(post(
                "/v1/messages",
                "{\"model\":\"simulated\",\"max_tokens\":500,\"stream\":true,\"system\":\"Be brief.\",\"messages\":"
                        + "[{\"role\":\"user\",\"content\":\"What is an event?\"}]}"));

        // Then
        assertThat(texts(chunks, "/choices/0/delta/content")).containsExactlyElementsOf(expected);
        assertThat(chunks.getLast().at("/usage/completion_tokens").intValue()).isEqualTo(expected.size());
        assertThat(texts(events, "/delta/text")).containsExactlyElementsOf(expected);
        assertThat(texts(events, "/delta/stop_reason")).containsExactly("end_turn");
        assertThat(events.getLast().path("type").textValue()).isEqualTo("message_stop");
    }

    @Test
    void callsTheToolsThatTheUserNames() throws IOException, InterruptedException {
        // Given
        String asked = "[{\"role\":\"user\",\"content\":\"Please call tool send_email, then call tool search.\"}]";
        String tools = ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"search\"}}]";

        // When
        List<JsonNode> chunks = events(post("/v1/chat/completions", openAi("simulated", asked, tools)));
        List<JsonNode> without = events(post("/v1/chat/completions", openAi("simulated", asked, "")));

        // Then
        assertThat(texts(chunks, "/choices/0/delta/tool_calls/0/function/name"))
                .containsExactly("send_email", "search");
        assertThat(String.join("", texts(chunks, "/choices/0/delta/tool_calls/0/function/arguments")))
                .startsWith("{\"input\":");
        assertThat(texts(chunks, "/choices/0/finish_reason")).containsExactly("tool_calls");
        assertThat(texts(without, "/choices/0/finish_reason")).containsExactly("stop");
    }

    @Test
    void answersInOnePieceAndListsItsModels() throws IOException, InterruptedException {
        // When
        JsonNode whole = JSON.readTree(
                post("/v1/chat/completions", "{\"model\":\"simulated-tokens-70\",\"messages\":" + MESSAGES + "}")
                        .body());
        JsonNode models = JSON.readTree(http.send(
                        HttpRequest.newBuilder(URI.create(server.openAiBaseUrl() + "/models"))
                                .build(),
                        BodyHandlers.ofString())
                .body());

        // Then
        assertThat(whole.at("/usage/completion_tokens").intValue()).isEqualTo(70);
        assertThat(whole.at("/choices/0/message/content").textValue()).startsWith("This is a simulated answer");
        assertThat(models.findValuesAsText("id")).contains("simulated", "simulated-529", "simulated-truncate");
    }

    @ParameterizedTest
    @ValueSource(strings = {"simulated-429", "simulated-500", "simulated-503", "simulated-529"})
    void refusesWithTheStatusThatTheModelNames(String model) throws IOException, InterruptedException {
        // When
        HttpResponse<String> refused = post("/v1/chat/completions", openAi(model, MESSAGES, ""));

        // Then
        assertThat("simulated-" + refused.statusCode()).isEqualTo(model);
        assertThat(refused.headers().firstValue("Retry-After").isPresent()).isEqualTo(model.endsWith("429"));
    }

    @Test
    void notesWhenItsClientHasGone() throws IOException, InterruptedException {
        // Given
        HttpRequest idle = request("/v1/chat/completions", openAi("simulated-idle", MESSAGES, ""));
        HttpResponse<InputStream> open = http.send(idle, BodyHandlers.ofInputStream());
        assertThat(open.body().read()).isPositive();

        // When
        open.body().close();

        // Then
        await().until(() -> journal.size() == 3);
        assertThat(journal)
                .extracting(JournalEntry::kind)
                .containsExactly(Kind.RECEIVED, Kind.FIRST_BYTE, Kind.CLOSED_BY_CLIENT);
        assertThat(journal).extracting(JournalEntry::requestId).containsOnly("execution-1.1");
        assertThat(journal.getLast().tokens()).isPositive();
    }

    @Test
    void keepsItsJournalInAFileThatOnlyGrows(@TempDir Path folder) throws IOException, InterruptedException {
        // Given
        Path file = folder.resolve("calls.jsonl");

        for (int run = 0; run < 2; run++) {
            try (SimulatedServer kept =
                    SimulatedServer.start(new ServerSettings(0, 2000, FileJournal.open(file, true)))) {
                // When
                HttpResponse<String> _ = http.send(
                        HttpRequest.newBuilder(URI.create(kept.openAiBaseUrl() + "/chat/completions"))
                                .POST(BodyPublishers.ofString(openAi("simulated", MESSAGES, "")))
                                .build(),
                        BodyHandlers.ofString());
            }
        }

        // Then
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            lines.add(JSON.readTree(line));
        }
        assertThat(texts(lines, "/event"))
                .containsExactly("received", "first_byte", "ended", "received", "first_byte", "ended");
        assertThat(lines.getLast().path("note").textValue()).isEqualTo("done");
        assertThat(lines.getLast().path("monotonic_nanos").longValue())
                .isGreaterThan(lines.get(3).path("monotonic_nanos").longValue());
    }

    private static String openAi(String model, String messages, String more) {
        return "{\"model\":\"" + model + "\",\"stream\":true,\"stream_options\":{\"include_usage\":true},\"messages\":"
                + messages + more + "}";
    }

    private HttpRequest request(String path, String body) {
        return HttpRequest.newBuilder(URI.create(server.anthropicBaseUrl() + path))
                .header("X-Request-Id", "execution-1.1")
                .POST(BodyPublishers.ofString(body))
                .build();
    }

    private HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return http.send(request(path, body), BodyHandlers.ofString());
    }

    private static List<JsonNode> events(HttpResponse<String> response) throws JsonProcessingException {
        List<JsonNode> events = new ArrayList<>();
        for (String line : response.body().lines().toList()) {
            if (line.startsWith("data: ") && !line.equals("data: [DONE]")) {
                events.add(JSON.readTree(line.substring("data: ".length())));
            }
        }
        return events;
    }

    private static List<String> texts(List<JsonNode> nodes, String path) {
        return nodes.stream()
                .map(node -> node.at(path))
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue)
                .flatMap(text -> text.isEmpty() ? Stream.empty() : Stream.of(text))
                .toList();
    }
}
