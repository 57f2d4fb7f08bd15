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
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import dev.writ.launcher.demo.Reply;
import dev.writ.launcher.demo.WritHttp;
import dev.writ.launcher.management.Telemetry;
import dev.writ.launcher.role.Assembly;
import dev.writ.launcher.role.Part;
import dev.writ.launcher.role.ServerAddresses;
import dev.writ.launcher.settings.Settings;
import dev.writ.local.LocalCluster;
import dev.writ.local.LocalClusterConfig;
import dev.writ.local.Ports;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** The official client against every role, on a cluster of its own, with nothing changed but base URL and key. */
@TestInstance(Lifecycle.PER_CLASS)
class OpenAiDialectIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final LocalCluster cluster = LocalCluster.start(new LocalClusterConfig(null, 0, 0, 0, 1));
    private final Assembly roles = new Assembly();
    private final WritHttp http;
    private final OpenAIClient client;

    OpenAiDialectIT(@TempDir Path data) throws InterruptedException, IOException {
        ServerAddresses servers = new ServerAddresses(
                cluster.bootstrapServers(),
                cluster.registryUrl().toString(),
                cluster.jdbcUrl(),
                cluster.jdbcUser(),
                cluster.jdbcPassword());
        int port = Ports.free();
        Settings settings = new Settings(
                        Map.of("gateway.port", Integer.toString(port), "governance.state.dir", data.toString()))
                .with(servers.settings());
        try {
            Telemetry telemetry = new Telemetry();
            roles.add(new Part("telemetry", Map::of, telemetry::close));
            roles.addRoles(settings, telemetry);
        } catch (RuntimeException | InterruptedException e) {
            roles.close();
            cluster.close();
            throw e;
        }
        URI url = URI.create("http://" + Ports.LOOPBACK + ":" + port);
        http = new WritHttp(url);
        client = OpenAIOkHttpClient.builder()
                .baseUrl(url + "/v1")
                .apiKey("any")
                .maxRetries(0)
                .build();
        await().atMost(PATIENCE).until(() -> http.get("/v1/models").status() == 200);
        register("STUDENT", 0.4);
        // So trusted that a few failures do not make it a STUDENT, which would end what it runs.
        register("INTERN", 0.69);
    }

    private void register(String status, double confidence) throws IOException, InterruptedException {
        Reply registered = http.post(
                "/api/agents", Map.of("id", status, "name", status, "status", status, "confidence_score", confidence));
        assertThat(registered.status()).as(registered.toString()).isEqualTo(201);
    }

    @AfterAll
    void stop() {
        try (cluster;
                roles;
                http) {
            client.close();
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
            assertThat(response.headers().values("X-Agent-Id")).containsExactly("INTERN");
            assertThat(response.headers().values("X-Session-Id")).hasSize(1);
            String execution = response.headers().values("X-Execution-Id").getFirst();
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

    private static ChatCompletionCreateParams.Builder params(String agentId, String model) {
        return ChatCompletionCreateParams.builder()
                .model(model)
                .addUserMessage("Hello, who are you?")
                .putAdditionalHeader("X-Agent-Id", agentId);
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
