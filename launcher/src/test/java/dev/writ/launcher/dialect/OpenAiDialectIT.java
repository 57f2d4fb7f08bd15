package dev.writ.launcher.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.HttpResponseFor;
import com.openai.core.http.StreamResponse;
import com.openai.errors.InternalServerException;
import com.openai.errors.OpenAIServiceException;
import com.openai.errors.PermissionDeniedException;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.FunctionDefinition;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionFunctionTool;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import dev.writ.launcher.client.Database;
import dev.writ.launcher.client.GenericKafkaClient;
import dev.writ.launcher.client.WireHttp;
import dev.writ.launcher.demo.Reply;
import dev.writ.launcher.demo.WritHttp;
import dev.writ.launcher.history.Auditor;
import dev.writ.launcher.settings.Settings;
import dev.writ.launcher.up.LocalPorts;
import dev.writ.launcher.up.LocalSettings;
import dev.writ.launcher.up.LocalWrit;
import dev.writ.local.LocalCluster;
import dev.writ.schemas.Topics;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The official client against a whole Writ, with nothing changed but base URL and key. */
@TestInstance(Lifecycle.PER_CLASS)
class OpenAiDialectIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String AGENT = "X-Agent-Id";
    /** An INTERN that does nothing but call tools. */
    private static final String TOOL_USER = "tool-user";
    /** One that it may use, and one that it may not. */
    private static final List<String> TOOLS = List.of("search", "delete");

    private final LocalWrit writ;
    private final WritHttp http;
    private final OpenAIClient client;
    private final Database database;

    OpenAiDialectIT(@TempDir Path data) throws InterruptedException, IOException, SQLException {
        writ = LocalWrit.start(new LocalSettings(new Settings(Map.of()), data, LocalPorts.ANY));
        http = new WritHttp(writ.url());
        client = OpenAIOkHttpClient.builder()
                .baseUrl(writ.url() + "/v1")
                .apiKey("any")
                .maxRetries(0)
                .build();
        LocalCluster servers = writ.cluster();
        database = new Database(servers.jdbcUrl(), servers.jdbcUser(), servers.jdbcPassword());
        await().atMost(PATIENCE).until(() -> http.get("/v1/models").status() == 200);
        register("STUDENT", "STUDENT", 0.4);
        // So trusted that a few failures do not make it a STUDENT, which would end what it runs.
        register("INTERN", "INTERN", 0.69);
        register(TOOL_USER, "INTERN", 0.5);
    }

    private void register(String id, String status, double confidence) throws IOException, InterruptedException {
        Reply registered = http.post(
                "/api/agents", Map.of("id", id, "name", id, "status", status, "confidence_score", confidence));
        assertThat(registered.status()).as(registered.toString()).isEqualTo(201);
    }

    @AfterAll
    void stop() throws SQLException {
        try (writ;
                http;
                database) {
            client.close();
            new Auditor(writ.cluster().connection()).requireReproduced();
        }
    }

    @Test
    void answersAsAWholeAndLeadsToTheExecution() throws IOException, InterruptedException {
        try (HttpResponseFor<ChatCompletion> response = client.chat()
                .completions()
                .withRawResponse()
                .create(params("INTERN", "default").build())) {
            // When
            ChatCompletion completion = response.parse();

            // Then
            assertThat(completion.choices().getFirst().message().content().orElse(""))
                    .isNotBlank();
            assertThat(completion.choices().getFirst().finishReason())
                    .isEqualTo(ChatCompletion.Choice.FinishReason.STOP);
            assertThat(completion.usage().orElseThrow().completionTokens()).isPositive();
            assertThat(response.headers().values(AGENT)).containsExactly("INTERN");
            assertThat(response.headers().values("X-Session-Id")).hasSize(1);
            String execution = executionOf(response);
            await().atMost(PATIENCE)
                    .until(() -> http.get("/api/executions/" + execution).text("status"), "completed"::equals);
            assertThat(http.get("/api/executions/" + execution).text("decision_id"))
                    .isEqualTo(response.headers().values("X-Decision-Id").getFirst());
        }
    }

    @Test
    void streamsTheSameTextWithItsTokenCounts() {
        // Given
        String whole = client.chat()
                .completions()
                .create(params("INTERN", "default").build())
                .choices()
                .getFirst()
                .message()
                .content()
                .orElseThrow();

        // When
        List<ChatCompletionChunk> chunks = stream(params("INTERN", "default")
                .streamOptions(
                        ChatCompletionStreamOptions.builder().includeUsage(true).build())
                .build());

        // Then
        ChatCompletionAccumulator together = ChatCompletionAccumulator.create();
        chunks.forEach(together::accumulate);
        assertThat(together.chatCompletion().choices().getFirst().message().content())
                .contains(whole);
        assertThat(chunks.getLast().usage().orElseThrow().totalTokens()).isPositive();
        assertThat(chunks).hasSizeGreaterThan(4);
    }

    @Test
    void raisesABlockAndEachFailureByItsKind() {
        assertThatThrownBy(() -> client.chat()
                        .completions()
                        .create(params("STUDENT", "default").build()))
                .isInstanceOfSatisfying(
                        PermissionDeniedException.class,
                        blocked -> assertThat(blocked.code()).contains("blocked"));
        assertThatThrownBy(() ->
                        stream(params("INTERN", "simulated-fail-before-first").build()))
                .isInstanceOf(InternalServerException.class);
        assertThatThrownBy(() -> client.chat()
                        .completions()
                        .create(params("INTERN", "simulated-truncate").build()))
                .isInstanceOfSatisfying(
                        InternalServerException.class,
                        failure -> assertThat(failure.statusCode()).isEqualTo(502));
        assertThatThrownBy(() -> stream(params("INTERN", "simulated-truncate").build()))
                .isInstanceOfSatisfying(
                        OpenAIServiceException.class,
                        failure -> assertThat(failure.code()).contains("upstream_truncated"));
    }

    @Test
    @SuppressWarnings("deprecation") // The one way to what the client library does not know.
    void answersWithTheToolCallThatTheAgentMayMakeAndTellsOfTheOther()
            throws IOException, InterruptedException, SQLException {
        try (HttpResponseFor<ChatCompletion> response =
                client.chat().completions().withRawResponse().create(searchAndDelete())) {
            // When
            ChatCompletion completion = response.parse();

            // Then
            assertSearchesOnly(completion);
            assertThat(completion._additionalProperties().toString())
                    .contains(recordedDecisionOnDelete(executionOf(response)));
        }
    }

    @Test
    @SuppressWarnings("deprecation") // The one way to what the client library does not know.
    void streamsTheToolCallThatTheAgentMayMakeAndTellsOfTheOther()
            throws IOException, InterruptedException, SQLException {
        try (HttpResponseFor<StreamResponse<ChatCompletionChunk>> response =
                client.chat().completions().withRawResponse().createStreaming(searchAndDelete())) {
            // When
            List<ChatCompletionChunk> chunks = response.parse().stream().toList();

            // Then
            ChatCompletionAccumulator together = ChatCompletionAccumulator.create();
            chunks.forEach(together::accumulate);
            assertSearchesOnly(together.chatCompletion());
            assertThat(chunks)
                    .extracting(chunk -> chunk._additionalProperties().toString())
                    .filteredOn(more -> more.contains("withheld_tool_calls"))
                    .singleElement()
                    .asString()
                    .contains(recordedDecisionOnDelete(executionOf(response)));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void letsNoArgumentOfAWithheldCallOut(boolean stream) throws IOException, InterruptedException {
        // Given
        String argument = "folder-4711";
        try (WireHttp wire = new WireHttp(writ.url())) {
            // When
            HttpResponse<String> deleting = wire.post(
                    "/v1/chat/completions", asking("call tool delete", argument, stream), Map.of(AGENT, TOOL_USER));
            HttpResponse<String> searching = wire.post(
                    "/v1/chat/completions", asking("call tool search", argument, stream), Map.of(AGENT, TOOL_USER));

            // Then
            assertThat(deleting.body())
                    .contains("withheld_tool_calls", "\"finish_reason\":\"content_filter\"")
                    .doesNotContain(argument, "\"tool_calls\"");
            assertThat(searching.body())
                    .contains("\"finish_reason\":\"tool_calls\"")
                    .containsOnlyOnce(argument);
        }
    }

    private static ChatCompletionCreateParams searchAndDelete() {
        ChatCompletionCreateParams.Builder asked = ChatCompletionCreateParams.builder()
                .model("default")
                .addUserMessage("call tool search, then call tool delete")
                .putAdditionalHeader(AGENT, TOOL_USER);
        for (String name : TOOLS) {
            asked.addTool(ChatCompletionFunctionTool.builder()
                    .function(FunctionDefinition.builder().name(name).build())
                    .build());
        }
        return asked.build();
    }

    private static Map<String, ?> asking(String wish, String argument, boolean stream) {
        return Map.of(
                "model",
                "default",
                "messages",
                List.of(Map.of("role", "user", "content", wish + " " + argument)),
                "tools",
                TOOLS.stream()
                        .map(name -> Map.of("type", "function", "function", Map.of("name", name)))
                        .toList(),
                "stream",
                stream);
    }

    private static void assertSearchesOnly(ChatCompletion completion) {
        ChatCompletion.Choice choice = completion.choices().getFirst();
        assertThat(choice.finishReason()).isEqualTo(ChatCompletion.Choice.FinishReason.TOOL_CALLS);
        assertThat(choice.message().toolCalls().orElseThrow())
                .extracting(call -> call.asFunction().function().name())
                .containsExactly("search");
        assertThat(choice.message().refusal())
                .contains("Tool call delete was withheld: "
                        + "Agent tool-user (INTERN) lacks maturity for delete. Required: AUTONOMOUS");
    }

    /** Requires that tables and topic say what became of both calls, and returns the id of the decision that withheld one. */
    private String recordedDecisionOnDelete(String execution) throws IOException, InterruptedException, SQLException {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(database.rows(
                                "SELECT metadata ->> 'withheld_tools' AS withheld FROM agent_executions WHERE id = ?",
                                execution))
                        .containsExactly(Map.of("withheld", "[\"delete\"]")));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(database.rows(
                                "SELECT action, verdict, required_status FROM decisions"
                                        + " WHERE parent_execution_id = ? ORDER BY action",
                                execution))
                        .containsExactly(
                                Map.of("action", "delete", "verdict", "BLOCKED", "required_status", "AUTONOMOUS"),
                                Map.of("action", "search", "verdict", "ALLOWED", "required_status", "STUDENT")));
        String decision = Objects.requireNonNull(database.rows(
                        "SELECT decision_id FROM decisions WHERE parent_execution_id = ? AND action = 'delete'",
                        execution)
                .getFirst()
                .get("decision_id"));
        LocalCluster servers = writ.cluster();
        GenericRecord told = new GenericKafkaClient(servers.bootstrapServers(), servers.registryUrl())
                .find(Topics.DECISIONS.name(), "decision_id", decision)
                .orElseThrow();
        assertThat(told.get("parent_execution_id")).hasToString(execution);
        assertThat(told.get("verdict")).hasToString("BLOCKED");
        assertThat(((GenericRecord) told.get("check")).get("action")).hasToString("delete");
        return decision;
    }

    private static String executionOf(HttpResponseFor<?> response) {
        return response.headers().values("X-Execution-Id").getFirst();
    }

    private static ChatCompletionCreateParams.Builder params(String agentId, String model) {
        return ChatCompletionCreateParams.builder()
                .model(model)
                .addUserMessage("Hello, who are you?")
                .putAdditionalHeader(AGENT, agentId);
    }

    private List<ChatCompletionChunk> stream(ChatCompletionCreateParams params) {
        List<ChatCompletionChunk> chunks = new ArrayList<>();
        try (StreamResponse<ChatCompletionChunk> response =
                client.chat().completions().createStreaming(params)) {
            response.stream().forEach(chunks::add);
        }
        return chunks;
    }
}
