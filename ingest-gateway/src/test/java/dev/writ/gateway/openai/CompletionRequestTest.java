package dev.writ.gateway.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.writ.gateway.http.ProblemException;
import dev.writ.gateway.principal.Principal;
import dev.writ.gateway.request.FakeExchange;
import dev.writ.gateway.request.Intake;
import dev.writ.gateway.request.IntakeReader;
import dev.writ.schemas.Ids;
import dev.writ.schemas.event.ChatMessage;
import dev.writ.schemas.event.ChatRequested;
import dev.writ.schemas.event.DisconnectRule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompletionRequestTest {

    private static final String HI = "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]";

    @Test
    void takesTheWholeConversationInAllRoles() throws InterruptedException {
        // When
        ChatRequested event = read("""
                {"model": "m", "messages": [
                  {"role": "developer", "content": "Be brief."},
                  {"role": "user", "content": [{"type": "text", "text": "a"}, {"type": "text", "text": "b"}]},
                  {"role": "assistant", "content": null, "refusal": null, "annotations": [], "tool_calls": [
                    {"id": "c1", "type": "function", "function": {"name": "search", "arguments": "{}"}}]},
                  {"role": "tool", "tool_call_id": "c1", "content": "found"}]}
                """).requested().event();

        // Then
        assertThat(event.getMessages())
                .extracting(ChatMessage::getRole)
                .containsExactly("system", "user", "assistant", "tool");
        assertThat(event.getMessages())
                .extracting(ChatMessage::getContent)
                .containsExactly("Be brief.", "a\nb", "", "found");
        assertThat(event.getMessages().get(2).getToolCalls())
                .singleElement()
                .satisfies(call -> assertThat(call.getName()).isEqualTo("search"));
        assertThat(event.getMessages().get(3).getToolCallId()).contains("c1");
        assertThat(event.getMessage()).isEqualTo("a\nb");
        assertThat(event.getModel()).contains("m");
    }

    @Test
    void handsOnWhatItDoesNotKnow() throws InterruptedException {
        // When
        CompletionRequest request = read("{" + HI + """
                , "model": "default", "temperature": 1, "max_tokens": 5, "max_completion_tokens": 9, "top_p": 0.5,
                "stop": ["x"], "seed": null, "n": 1, "stream": true, "stream_options": {"include_usage": true},
                "tools": [{"type": "function", "function": {"name": "f"}}], "tool_choice": "required"}
                """);

        // Then
        ChatRequested event = request.requested().event();
        assertThat(event.getModel()).isEmpty();
        assertThat(event.getMaxTokens()).isEqualTo(9);
        assertThat(event.getTemperature()).isEqualTo(1);
        assertThat(event.getParameters()).containsOnlyKeys("top_p", "stop").containsEntry("stop", "[\"x\"]");
        assertThat(event.getTools()).containsExactly("{\"type\":\"function\",\"function\":{\"name\":\"f\"}}");
        assertThat(event.getToolChoice()).contains("\"required\"");
        assertThat(request.stream()).isTrue();
        assertThat(request.includeUsage()).isTrue();
    }

    @Test
    void takesHeadersBeforeMetadata() throws InterruptedException {
        // When
        ChatRequested event = read(exchange("{" + HI + """
                        , "user": "ada@example.org", "metadata": {"agent_id": "a1", "session_id": "s1", "workspace_id": "w1",
                        "on_disconnect": "cancel", "ticket": "7"}}
                        """).with("X-Agent-Id", "a2"))
                .requested()
                .event();

        // Then
        assertThat(event.getAgentId()).contains("a2");
        assertThat(event.getSessionId()).contains("s1");
        assertThat(event.getWorkspaceId()).isEqualTo("w1");
        assertThat(event.getOnDisconnect()).isEqualTo(DisconnectRule.CANCEL);
        assertThat(event.getUserId()).isEqualTo(Ids.derive("user", "ada@example.org"));
        assertThat(event.getParameters()).containsEntry("metadata", "{\"ticket\":\"7\"}");
    }

    @Test
    void namesTheUserByHeaderMemberOrPrincipal() throws InterruptedException {
        assertThat(read("{" + HI + ",\"user\":\"u7\"}").requested().event().getUserId())
                .isEqualTo("u7");
        assertThat(read("{" + HI + "}").requested().event().getUserId()).isEqualTo("anonymous");
        assertThat(read(exchange("{" + HI + ",\"user\":\"u7\"}").with("X-User-Id", "u8"))
                        .requested()
                        .event()
                        .getUserId())
                .isEqualTo("u8");
    }

    @Test
    void tellsTheSameBodyForAnotherAgentApart() throws InterruptedException {
        String one = read(exchange("{" + HI + "}").with("X-Agent-Id", "a1"))
                .requested()
                .event()
                .getRequestHash()
                .orElseThrow();
        String two = read(exchange("{" + HI + "}").with("X-Agent-Id", "a2"))
                .requested()
                .event()
                .getRequestHash()
                .orElseThrow();
        assertThat(one).isNotEqualTo(two);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|/messages",
                "{\"messages\":[]}|/messages",
                "{\"messages\":[{\"role\":\"user\"}]}|/messages/0/content",
                "{\"messages\":[{\"role\":\"function\",\"content\":\"a\"}]}|/messages/0/role",
                "{\"messages\":[{\"role\":\"tool\",\"content\":\"a\"}]}|/messages/0/tool_call_id",
                "{\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\"}]}]}|/messages/0/content/0/type",
                "{\"messages\":[{\"role\":\"user\",\"content\":\"a\"}],\"n\":2}|/n",
                "{\"messages\":[{\"role\":\"user\",\"content\":\"a\"}],\"functions\":[]}|/functions",
                "{\"messages\":[{\"role\":\"user\",\"content\":\"a\"}],\"tools\":[1]}|/tools/0",
                "{\"messages\":[{\"role\":\"user\",\"content\":\"a\"}],\"temperature\":3}|/temperature",
                "{\"messages\":[{\"role\":\"user\",\"content\":\"a\"}],\"metadata\":{\"agent_id\":\"a b\"}}|/metadata/agent_id"
            })
    void refusesWhatItCannotServe(String body, String pointer) {
        assertThatThrownBy(() -> read(body)).isInstanceOfSatisfying(ProblemException.class, failure -> {
            assertThat(failure.problem().status()).isEqualTo(400);
            assertThat(failure.problem().toJson("").path("pointer").asText()).isEqualTo(pointer);
        });
    }

    private static CompletionRequest read(String body) throws InterruptedException {
        return read(exchange(body));
    }

    private static CompletionRequest read(FakeExchange exchange) throws InterruptedException {
        Intake intake = new IntakeReader(_ -> Principal.ANONYMOUS).read(exchange);
        return CompletionRequest.read(exchange, Caller.intake(exchange, intake));
    }

    private static FakeExchange exchange(String body) {
        return new FakeExchange(body);
    }
}
