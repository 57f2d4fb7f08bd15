package dev.writ.gateway.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.writ.gateway.http.ProblemException;
import dev.writ.gateway.principal.Principal;
import dev.writ.schemas.Ids;
import dev.writ.schemas.event.AgentCommand;
import dev.writ.schemas.event.CanvasRequested;
import dev.writ.schemas.event.ChatRequested;
import dev.writ.schemas.event.DisconnectRule;
import dev.writ.schemas.event.FeedbackKind;
import dev.writ.schemas.event.FormSubmitted;
import dev.writ.schemas.event.Maturity;
import dev.writ.schemas.event.RecordFeedback;
import dev.writ.schemas.event.RegisterAgent;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestMappingTest {

    private static final IntakeReader INTAKES = new IntakeReader(_ -> new Principal("p1", false));

    @Test
    void takesEveryMemberOfAChat() throws InterruptedException {
        // When
        Requested<ChatRequested> requested = ChatRequests.read(intake("""
                {"message": "hi", "user_id": "u1", "session_id": "s1", "workspace_id": "w1", "agent_id": "a1",
                 "current_page": "/home", "context": {"n": 1.50, "o": {"b": 1, "a": [true]}},
                 "conversation_history": [{"role": "assistant", "content": ""}], "model": "m", "temperature": 0,
                 "max_tokens": 5}
                """));

        // Then
        ChatRequested event = requested.event();
        assertThat(requested.key()).isEqualTo("s1");
        assertThat(event.getWorkspaceId()).isEqualTo("w1");
        assertThat(event.getAgentId()).contains("a1");
        assertThat(event.getContext())
                .containsEntry("o", "{\"b\":1,\"a\":[true]}")
                .containsEntry("n", "1.5");
        assertThat(event.getConversationHistory())
                .singleElement()
                .satisfies(message -> assertThat(message.getRole()).isEqualTo("assistant"));
        assertThat(event.getTemperature()).isZero();
        assertThat(event.getMaxTokens()).isEqualTo(5);
        assertThat(event.getRequestHash().orElseThrow()).hasSize(64);
    }

    @Test
    void handsToolsAndParametersOfAChatThroughAsTheyAre() throws InterruptedException {
        // When
        ChatRequested event = ChatRequests.read(intake("""
                {"message": "hi", "user_id": "u1", "on_disconnect": "cancel", "tool_choice": "auto",
                 "tools": [{"type": "function", "function": {"name": "get_weather"}}],
                 "parameters": {"top_p": 0.5, "stop": ["a"]}}
                """)).event();

        // Then
        assertThat(event.getOnDisconnect()).isEqualTo(DisconnectRule.CANCEL);
        assertThat(event.getToolChoice()).contains("\"auto\"");
        assertThat(event.getTools()).containsExactly("{\"type\":\"function\",\"function\":{\"name\":\"get_weather\"}}");
        assertThat(event.getParameters()).containsEntry("top_p", "0.5").containsEntry("stop", "[\"a\"]");
        assertThatThrownBy(() -> ChatRequests.read(
                        intake("{\"message\":\"hi\",\"user_id\":\"u1\",\"on_disconnect\":\"maybe\"}")))
                .isInstanceOf(ProblemException.class);
    }

    @Test
    void takesNullForMissing() throws InterruptedException {
        ChatRequested event = ChatRequests.read(
                        intake("{\"message\":\"hi\",\"user_id\":\"u1\",\"session_id\":null,\"max_tokens\":null}"))
                .event();
        assertThat(event.getMaxTokens()).isEqualTo(2000);
        assertThat(event.getSessionId())
                .contains(Ids.derive("session", event.getRequestId().orElseThrow()));
    }

    @Test
    void writesWhatACanvasShowsAsOneJsonText() throws InterruptedException {
        CanvasRequested markdown = CanvasRequests.present(
                        intake("{\"component\":\"markdown\",\"user_id\":\"u1\",\"content\":\"# \\\"a\\\"\"}"))
                .event();
        CanvasRequested chart = CanvasRequests.present(
                        intake("{\"component\":\"PIE_CHART\",\"user_id\":\"u1\",\"data\":[{\"v\":1}]}"))
                .event();
        assertThat(markdown.getContent()).contains("\"# \\\"a\\\"\"");
        assertThat(chart.getContent()).contains("[{\"v\":1}]");
    }

    @Test
    void keepsTheTypesOfFormValues() throws InterruptedException {
        FormSubmitted event = FormRequests.submit(intake("""
                {"canvas_id": "c", "user_id": "u1", "agent_execution_id": "e1",
                 "form_data": {"n": null, "b": true, "i": 9007199254740993, "d": 0.5, "t": "x", "l": ["y", "z"]}}
                """)).event();
        assertThat(event.getFormData())
                .containsEntry("b", true)
                .containsEntry("i", 9007199254740993L)
                .containsEntry("d", 0.5)
                .containsEntry("t", "x")
                .containsEntry("l", List.of("y", "z"))
                .containsKey("n");
        assertThat(event.getParentExecutionId()).contains("e1");
    }

    @Test
    void registersAnAgentWithExactConfidence() throws InterruptedException {
        AgentCommand command =
                AgentCommands.register(intake("{\"name\":\"n\",\"status\":\"supervised\",\"confidence_score\":0.7}"));
        RegisterAgent body = (RegisterAgent) command.getBody();
        assertThat(body.getMaturity()).contains(Maturity.SUPERVISED);
        assertThat(body.getConfidence()).contains(7000);
        assertThat(command.getActor()).isEqualTo("p1");
        assertThat(Ids.isValid(command.getAgentId())).isTrue();
    }

    @Test
    void countsATrustedCorrectionOfAnybodyAsACorrection() throws InterruptedException {
        AgentCommand command = AgentCommands.feedback(
                intake("{\"user_id\":\"u1\",\"original_output\":\"a\",\"user_correction\":\"b\",\"trusted\":true}"),
                "a1");
        assertThat(((RecordFeedback) command.getBody()).getKind()).isEqualTo(FeedbackKind.CORRECTION);
    }

    @Test
    void namesARequestByItsKeyAndItsPrincipal() throws InterruptedException {
        FakeExchange exchange = new FakeExchange("{}").with("Idempotency-Key", "\"a\\\"b\"");
        Intake first = INTAKES.read(exchange);
        Intake again = INTAKES.read(exchange);
        Intake other = new IntakeReader(_ -> new Principal("p2", false)).read(exchange);
        assertThat(first.keyed()).isTrue();
        assertThat(again.id()).isEqualTo(first.id());
        assertThat(other.id()).isNotEqualTo(first.id());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"\"", "\"open", "a b", "\"a\"; p=1", "\"\u0007\"", "\"a\", \"b\""})
    void refusesAMalformedKey(String key) {
        assertThatThrownBy(() -> INTAKES.read(new FakeExchange("{}").with("Idempotency-Key", key)))
                .isInstanceOf(ProblemException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"text/json", "application/json; charset=latin1", "application/jsonp", "application/json; a=b"})
    void refusesOtherMediaTypes(String type) {
        assertThatThrownBy(() -> INTAKES.read(new FakeExchange("{}").with("Content-Type", type)))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().status()).isEqualTo(415));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"application/json", "Application/JSON;charset=UTF-8", "application/json; charset=\"utf-8\""})
    void takesJson(String type) throws InterruptedException {
        assertThat(INTAKES.read(new FakeExchange("{}").with("Content-Type", type))
                        .body()
                        .hash())
                .hasSize(64);
    }

    private static Intake intake(String body) throws InterruptedException {
        return INTAKES.read(new FakeExchange(body));
    }
}
