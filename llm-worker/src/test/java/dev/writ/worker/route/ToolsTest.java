package dev.writ.worker.route;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.writ.schemas.event.ChatMessage;
import dev.writ.schemas.event.CompletionRequested;
import dev.writ.schemas.event.ToolCall;
import dev.writ.worker.TestCompletions;
import dev.writ.worker.anthropic.AnthropicDialect;
import dev.writ.worker.http.Dialect;
import dev.writ.worker.http.HttpConfig;
import dev.writ.worker.http.HttpRunner;
import dev.writ.worker.http.Timeouts;
import dev.writ.worker.openai.OpenAiDialect;
import dev.writ.worker.provider.DeltaSink;
import dev.writ.worker.provider.ModelCall;
import dev.writ.worker.provider.ModelRunner;
import dev.writ.worker.provider.Pacer;
import dev.writ.worker.provider.StreamOutcome;
import dev.writ.worker.provider.StreamOutcome.Completed;
import dev.writ.worker.simulated.SimulatedProvider;
import dev.writ.worker.simulated.server.ServerSettings;
import dev.writ.worker.simulated.server.SimulatedServer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;

/** Tools on their way to a model, and their calls on the way back. */
class ToolsTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final String TOOL = "{\"type\":\"function\",\"function\":{\"name\":\"search\",\"strict\":true,"
            + "\"parameters\":{\"type\":\"object\",\"properties\":{\"q\":{\"type\":\"string\"}}}}}";

    @Test
    void handsWholeToolCallsOnInBothDialectsAndInTheProcess() throws IOException, InterruptedException {
        // Given
        CompletionRequested request = TestCompletions.completion()
                .setTools(List.of(TOOL))
                .setMessages(List.of(message("user", "First call tool search, then call tool send_email.")))
                .build();
        try (SimulatedServer server = SimulatedServer.start(ServerSettings.atRate(2000));
                ModelRunner openAi = http(new OpenAiDialect(), server.openAiBaseUrl());
                ModelRunner anthropic = http(new AnthropicDialect("2023-06-01"), server.anthropicBaseUrl());
                ModelRunner inProcess = new SimulatedProvider(1000, pause -> {})) {

            // When
            List<ToolCall> first = calls(openAi, request);
            List<ToolCall> second = calls(anthropic, request);
            List<ToolCall> third = calls(inProcess, request);

            // Then
            assertThat(first).extracting(ToolCall::getName).containsExactly("search", "send_email");
            assertThat(first.getFirst().getArguments()).startsWith("{\"input\":\"First call tool");
            assertThat(second).isEqualTo(first);
            assertThat(third).isEqualTo(first);
        }
    }

    @Test
    void writesToolsCallsAndParametersUnchangedForOpenAi() throws JsonProcessingException {
        // When
        JsonNode body = new ObjectMapper().readTree(new OpenAiDialect().body(afterATool(), "m"));

        // Then
        assertThat(body.at("/tools/0/function/strict").booleanValue()).isTrue();
        assertThat(body.at("/tool_choice/function/name").textValue()).isEqualTo("search");
        assertThat(body.at("/messages/2/content").isNull()).isTrue();
        assertThat(body.at("/messages/2/tool_calls/0/function/arguments").textValue())
                .isEqualTo("{\"q\":1}");
        assertThat(body.at("/messages/3/tool_call_id").textValue()).isEqualTo("call_1");
        assertThat(body.path("stop").textValue()).isEqualTo("END");
        assertThat(body.path("seed").intValue()).isEqualTo(7);
        assertThat(body.path("max_tokens").intValue()).isEqualTo(2000);
    }

    @Test
    void translatesToolsAndConversationForAnthropic() throws JsonProcessingException {
        // When
        JsonNode body = new ObjectMapper().readTree(new AnthropicDialect("v").body(afterATool(), "m"));

        // Then
        assertThat(body.path("system").textValue()).isEqualTo("Be brief.");
        assertThat(body.at("/tools/0/input_schema/properties/q/type").textValue())
                .isEqualTo("string");
        assertThat(body.at("/tool_choice/type").textValue()).isEqualTo("tool");
        assertThat(body.at("/messages/1/content/0/type").textValue()).isEqualTo("tool_use");
        assertThat(body.at("/messages/1/content/0/input/q").intValue()).isEqualTo(1);
        assertThat(body.at("/messages/1/content/1/input/arguments").textValue()).isEqualTo("not json");
        assertThat(body.at("/messages/2/role").textValue()).isEqualTo("user");
        assertThat(body.at("/messages/2/content")).hasSize(2);
        assertThat(body.at("/messages/2/content/1/tool_use_id").textValue()).isEqualTo("call_2");
        assertThat(body.at("/stop_sequences/0").textValue()).isEqualTo("END");
        assertThat(body.has("seed")).isFalse();
        assertThat(body.path("temperature").doubleValue()).isEqualTo(1.0);
    }

    private static CompletionRequested afterATool() {
        return TestCompletions.completion()
                .setTools(List.of(TOOL))
                .setTemperature(1.7)
                .setToolChoice("{\"type\":\"function\",\"function\":{\"name\":\"search\"}}")
                .setParameters(Map.of("stop", "\"END\"", "seed", "7"))
                .setMessages(List.of(
                        message("system", "Be brief."),
                        message("user", "Search."),
                        ChatMessage.newBuilder(message("assistant", ""))
                                .setToolCalls(List.of(
                                        new ToolCall("call_1", "search", "{\"q\":1}"),
                                        new ToolCall("call_2", "search", "not json")))
                                .build(),
                        answer("call_1"),
                        answer("call_2")))
                .build();
    }

    private static ChatMessage answer(String id) {
        return ChatMessage.newBuilder(message("tool", "found"))
                .setToolCallId(id)
                .build();
    }

    private static ChatMessage message(String role, String content) {
        return ChatMessage.newBuilder().setRole(role).setContent(content).build();
    }

    private static ModelRunner http(Dialect dialect, URI baseUrl) {
        return new HttpRunner(
                dialect,
                new HttpConfig("p", baseUrl, new Password(""), text -> text, 1, new Timeouts(LONG, LONG, LONG, LONG)),
                Pacer.REAL,
                InstantSource.system());
    }

    private static List<ToolCall> calls(ModelRunner runner, CompletionRequested request) throws InterruptedException {
        List<ToolCall> calls = new ArrayList<>();
        StreamOutcome outcome = runner.complete(ModelCall.first(request, "simulated"), new DeltaSink() {
            @Override
            public void accept(String text) {
                throw new AssertionError("text where a tool is called");
            }

            @Override
            public void toolCall(int index, ToolCall call) {
                assertThat(index).isEqualTo(calls.size());
                calls.add(call);
            }
        });
        assertThat(((Completed) outcome).finishReason()).isEqualTo("tool_calls");
        return calls;
    }
}
