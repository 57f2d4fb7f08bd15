package dev.writ.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.writ.schemas.Topics;
import dev.writ.schemas.event.ChatMessage;
import dev.writ.schemas.event.ChatRequested;
import dev.writ.schemas.event.CompletionRequested;
import dev.writ.schemas.event.DisconnectRule;
import dev.writ.schemas.event.Maturity;
import dev.writ.schemas.event.PauseAgent;
import dev.writ.schemas.event.RegisterAgent;
import dev.writ.schemas.event.ResumeAgent;
import dev.writ.schemas.event.ToolCall;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The model call that an allowed chat asks for. */
class CompletionTest {

    private static final String TOOL = "{\"type\":\"function\",\"function\":{\"name\":\"search\"}}";

    private Bench bench;

    @BeforeEach
    void start(@TempDir Path directory) {
        bench = Bench.started(directory);
        bench.command(
                "agent",
                RegisterAgent.newBuilder()
                        .setName("Ina")
                        .setMaturity(Maturity.INTERN)
                        .setConfiguration(Map.of("system_prompt", "Be brief."))
                        .build());
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    @Test
    void toolsParametersAndTheDisconnectRuleGoOnAsTheyAre() {
        // When
        CompletionRequested completion = completionOf(chat().setTools(List.of(TOOL))
                .setToolChoice("\"auto\"")
                .setParameters(Map.of("top_p", "0.5", "stop", "[\"x\"]"))
                .setOnDisconnect(DisconnectRule.CANCEL));

        // Then
        assertThat(completion.getTools()).containsExactly(TOOL);
        assertThat(completion.getToolChoice()).contains("\"auto\"");
        assertThat(completion.getParameters()).isEqualTo(Map.of("top_p", "0.5", "stop", "[\"x\"]"));
        assertThat(completion.getOnDisconnect()).isEqualTo(DisconnectRule.CANCEL);
    }

    @Test
    void aWholeConversationStandsInPlaceOfHistoryAndMessageBehindWhatTheAgentAndTheApplicationSay() {
        // Given
        ChatMessage question = message("user", "where is it?");
        ChatMessage call = ChatMessage.newBuilder(message("assistant", ""))
                .setToolCalls(List.of(new ToolCall("call-1", "search", "{}")))
                .build();
        ChatMessage answer = ChatMessage.newBuilder(message("tool", "there"))
                .setToolCallId("call-1")
                .build();

        // When
        CompletionRequested completion = completionOf(chat().setMessage("")
                .setConversationHistory(List.of(message("user", "not sent on")))
                .setCurrentPage("/orders")
                .setMessages(List.of(question, call, answer)));

        // Then
        assertThat(completion.getMessages()).endsWith(question, call, answer);
        assertThat(completion.getMessages())
                .extracting(ChatMessage::getRole, ChatMessage::getContent)
                .startsWith(
                        tuple("system", "Be brief."),
                        tuple("system", "Facts from the user's application: {current_page=/orders}"))
                .hasSize(5);
        assertThat(completion.getInputSummary()).contains("chat of 3 messages with 17 characters");
    }

    @Test
    void theWorkerIsToldWhichAgentWasDecidedOnAndWhatItMustKeep() {
        // Given
        bench.command("agent", new PauseAgent(""));
        bench.command("agent", new ResumeAgent(""));

        // When
        CompletionRequested completion = completionOf(chat());

        // Then
        assertThat(completion.getAgentVersion()).isEqualTo(3);
        assertThat(completion.getRequiredStatus()).contains(Maturity.INTERN);
    }

    @Test
    void nothingIsRequiredOfAnAgentThatAFlagLetPass() {
        // When
        bench.control("STREAMING_GOVERNANCE_ENABLED", false, null);
        CompletionRequested allowed = completionOf(chat());
        CompletionRequested bypassed = completionOf(chat().setAgentId("chat-assistant"));
        bench.control("EMERGENCY_GOVERNANCE_BYPASS", true, bench.now().plusSeconds(60));
        CompletionRequested inEmergency = completionOf(chat());

        // Then
        assertThat(List.of(allowed, bypassed, inEmergency))
                .allSatisfy(
                        completion -> assertThat(completion.getRequiredStatus()).isEmpty());
    }

    private CompletionRequested completionOf(ChatRequested.Builder chat) {
        bench.send(Topics.CHAT_REQUESTS, "session", chat.build());
        return bench.values(Topics.COMPLETIONS).getLast();
    }

    private static ChatRequested.Builder chat() {
        return ChatRequested.newBuilder()
                .setUserId("user")
                .setSessionId("session")
                .setAgentId("agent")
                .setMessage("hello");
    }

    private static ChatMessage message(String role, String content) {
        return ChatMessage.newBuilder().setRole(role).setContent(content).build();
    }
}
