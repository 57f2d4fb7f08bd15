package dev.writ.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.HttpResponseFor;
import com.openai.core.http.StreamResponse;
import com.openai.errors.InternalServerException;
import com.openai.errors.NotFoundException;
import com.openai.errors.OpenAIServiceException;
import com.openai.errors.PermissionDeniedException;
import com.openai.errors.RateLimitException;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.FunctionDefinition;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionFunctionTool;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.models.Model;
import dev.writ.schemas.Ids;
import dev.writ.schemas.Topics;
import dev.writ.schemas.event.ModelCatalogue;
import dev.writ.schemas.event.OfferedModel;
import dev.writ.schemas.event.StreamEnd;
import dev.writ.schemas.event.StreamEnded;
import dev.writ.schemas.event.ToolCall;
import dev.writ.schemas.event.ToolCallAllowed;
import dev.writ.schemas.event.ToolCallWithheld;
import dev.writ.schemas.event.Usage;
import dev.writ.schemas.event.UsageSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The official client against a gateway whose topology and worker the test plays. */
@SuppressWarnings("NullAway.Init") // JUnit sets the field up.
class OpenAiClientIT extends GatewayTests {

    private final ExecutorService worker = Executors.newVirtualThreadPerTaskExecutor();
    private OpenAIClient client;

    @BeforeAll
    void startClient() {
        client = OpenAIOkHttpClient.builder()
                .baseUrl("http://127.0.0.1:" + gateway.gateway.port() + "/v1")
                .apiKey("any")
                .maxRetries(0)
                .build();
    }

    @AfterAll
    void stopClient() {
        client.close();
        worker.close();
    }

    @Test
    void answersWithTheWholeTextAndSaysWhatItWas() {
        // Given
        play("s-whole", Fakes.started(), Fakes.delta("Hel"), Fakes.delta("lo"), completed("stop"));

        try (HttpResponseFor<ChatCompletion> response = client.chat()
                .completions()
                .withRawResponse()
                .create(params("s-whole", "intern").build())) {
            // When
            ChatCompletion completion = response.parse();

            // Then
            assertThat(completion.choices().getFirst().message().content()).contains("Hello");
            assertThat(completion.choices().getFirst().finishReason())
                    .isEqualTo(ChatCompletion.Choice.FinishReason.STOP);
            assertThat(completion.usage().orElseThrow().totalTokens()).isEqualTo(7);
            assertThat(completion.model()).isEqualTo("model-1");
            String execution =
                    Ids.executionOf(topology.chatOf("s-whole").getRequestId().orElseThrow());
            assertThat(response.headers().values("X-Execution-Id")).containsExactly(execution);
            assertThat(response.headers().values("X-Decision-Id")).hasSize(1);
            assertThat(response.headers().values("X-Agent-Id")).containsExactly("intern");
            assertThat(response.headers().values("X-Session-Id")).containsExactly("s-whole");
        }
    }

    @Test
    void streamsChunksThatTheClientPutsTogether() {
        // Given
        play("s-chunks", Fakes.started(), Fakes.delta("Hel"), Fakes.delta("lo"), completed("length"));

        // When
        List<ChatCompletionChunk> chunks = stream(params("s-chunks", "intern")
                .streamOptions(
                        ChatCompletionStreamOptions.builder().includeUsage(true).build())
                .build());

        // Then
        ChatCompletionAccumulator together = ChatCompletionAccumulator.create();
        chunks.forEach(together::accumulate);
        assertThat(chunks.getFirst().choices().getFirst().delta().role()).isPresent();
        assertThat(chunks.getLast().choices()).isEmpty();
        assertThat(chunks.getLast().usage().orElseThrow().promptTokens()).isEqualTo(3);
        assertThat(together.chatCompletion().choices().getFirst().message().content())
                .contains("Hello");
        assertThat(together.chatCompletion().choices().getFirst().finishReason())
                .isEqualTo(ChatCompletion.Choice.FinishReason.LENGTH);
    }

    @Test
    void saysNothingOfUsageInAStreamUnlessAsked() {
        play("s-no-usage", Fakes.started(), Fakes.delta("a"), completed("stop"));
        assertThat(stream(params("s-no-usage", "intern").build()))
                .hasSize(3)
                .allMatch(chunk -> chunk.usage().isEmpty() && !chunk.choices().isEmpty());
    }

    @Test
    @SuppressWarnings("deprecation") // The one way to what a client library does not know.
    void handsToolsThroughAndTellsWhichCallsAreWithheld() {
        // Given
        play("s-tools", Fakes.started(), allowed("search"), withheld("delete"), completed("tool_calls"));

        // When
        ChatCompletion completion = client.chat()
                .completions()
                .create(params("s-tools", "intern")
                        .addTool(ChatCompletionFunctionTool.builder()
                                .function(FunctionDefinition.builder()
                                        .name("search")
                                        .build())
                                .build())
                        .build());

        // Then
        var choice = completion.choices().getFirst();
        assertThat(topology.chatOf("s-tools").getTools())
                .singleElement()
                .asString()
                .contains("\"name\":\"search\"");
        assertThat(choice.finishReason()).isEqualTo(ChatCompletion.Choice.FinishReason.TOOL_CALLS);
        assertThat(choice.message().toolCalls().orElseThrow())
                .singleElement()
                .satisfies(call ->
                        assertThat(call.asFunction().function().arguments()).isEqualTo("{\"q\":1}"));
        assertThat(choice.message().refusal()).contains("Tool call delete was withheld: too young");
        assertThat(completion._additionalProperties().toString()).contains("delete", "decision-9");
    }

    @Test
    void raisesABlockAsPermissionDenied() {
        assertThatThrownBy(() -> client.chat()
                        .completions()
                        .create(params("s-blocked", "student").build()))
                .isInstanceOfSatisfying(PermissionDeniedException.class, blocked -> {
                    assertThat(blocked.code()).contains("blocked");
                    assertThat(blocked.headers().values("X-Decision-Id")).hasSize(1);
                    assertThat(blocked.getMessage()).contains("lacks maturity");
                });
    }

    @Test
    void raisesAFailureBeforeTheFirstDeltaByItsStatusAlsoOfAStream() {
        // Given
        play("s-limited", Fakes.started(), failed("upstream_rate_limited"));
        play("s-unknown", Fakes.started(), failed("model_unknown"));
        play("s-open", Fakes.started(), failed("upstream_circuit_open"));

        // Then
        assertThatThrownBy(() -> stream(params("s-limited", "intern").build())).isInstanceOf(RateLimitException.class);
        assertThatThrownBy(() -> stream(params("s-unknown", "intern").build()))
                .isInstanceOfSatisfying(
                        NotFoundException.class,
                        failure -> assertThat(failure.code()).contains("model_not_found"));
        assertThatThrownBy(() -> client.chat()
                        .completions()
                        .create(params("s-open", "intern").build()))
                .isInstanceOfSatisfying(
                        InternalServerException.class,
                        failure -> assertThat(failure.statusCode()).isEqualTo(503));
    }

    @Test
    void raisesAFailureInMidStream() {
        play("s-cut", Fakes.started(), Fakes.delta("Hel"), failed("upstream_truncated"));
        assertThatThrownBy(() -> stream(params("s-cut", "intern").build()))
                .isInstanceOfSatisfying(
                        OpenAIServiceException.class,
                        failure -> assertThat(failure.code()).contains("upstream_truncated"));
    }

    @Test
    void listsTheModelsOfAWorkspace() {
        // Given
        topology.publish(
                Topics.MODELS,
                "workers",
                ModelCatalogue.newBuilder()
                        .setGroupId("workers")
                        .setModels(
                                List.of(offered("model-1", null), offered("meta/llama", null), offered("secret", "w9")))
                        .setPublishedAt(Instant.ofEpochSecond(9))
                        .build());
        await().until(() -> !client.models().list().data().isEmpty());

        // When
        List<String> ids = client.models().list().data().stream().map(Model::id).toList();

        // Then
        assertThat(ids).containsExactly("model-1", "meta/llama");
        assertThat(client.models().retrieve("model-1").ownedBy()).isEqualTo("simulated");
        assertThat(gateway.get("/v1/models/meta/llama").text("/id")).isEqualTo("meta/llama");
        assertThat(gateway.get("/v1/models/secret", "X-Workspace-Id", "w9").status())
                .isEqualTo(200);
        assertThatThrownBy(() -> client.models().retrieve("secret")).isInstanceOf(NotFoundException.class);
    }

    private static ChatCompletionCreateParams.Builder params(String sessionId, String agentId) {
        return ChatCompletionCreateParams.builder()
                .model("model-1")
                .addSystemMessage("Be brief.")
                .addUserMessage("hello")
                .putAdditionalHeader("X-Agent-Id", agentId)
                .putAdditionalHeader("X-Session-Id", sessionId);
    }

    private List<ChatCompletionChunk> stream(ChatCompletionCreateParams params) {
        List<ChatCompletionChunk> chunks = new ArrayList<>();
        try (StreamResponse<ChatCompletionChunk> response =
                client.chat().completions().createStreaming(params)) {
            response.stream().forEach(chunks::add);
        }
        return chunks;
    }

    /** Writes a stream as soon as the session's request has come. */
    private void play(String sessionId, SpecificRecord... events) {
        worker.execute(() -> {
            String execution =
                    Ids.executionOf(topology.chatOf(sessionId).getRequestId().orElseThrow());
            topology.emit(execution, 1, 0, events);
        });
    }

    private static StreamEnded completed(String finishReason) {
        return StreamEnded.newBuilder(Fakes.ended(StreamEnd.COMPLETED, 2))
                .setFinishReason(finishReason)
                .setUsage(new Usage(3, 4, UsageSource.PROVIDER))
                .build();
    }

    private static StreamEnded failed(String code) {
        return StreamEnded.newBuilder(Fakes.ended(StreamEnd.FAILED, 1))
                .setErrorCode(code)
                .build();
    }

    private static ToolCallAllowed allowed(String name) {
        return new ToolCallAllowed(0, new ToolCall("call-1", name, "{\"q\":1}"), "decision-8");
    }

    private static ToolCallWithheld withheld(String name) {
        return ToolCallWithheld.newBuilder()
                .setIndex(1)
                .setCallId("call-2")
                .setName(name)
                .setDecisionId("decision-9")
                .setReason("too young")
                .build();
    }

    private static OfferedModel offered(String model, @Nullable String workspaceId) {
        return OfferedModel.newBuilder()
                .setModel(model)
                .setProvider("simulated")
                .setWorkspaceId(workspaceId)
                .build();
    }
}
