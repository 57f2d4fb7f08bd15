package dev.writ.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.writ.schemas.Topics;
import dev.writ.schemas.event.ChatMessage;
import dev.writ.schemas.event.ChatRequested;
import dev.writ.schemas.event.DeadLetterReason;
import dev.writ.schemas.event.DeadLettered;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Chats that are refused before anything is decided. */
class BadChatTest {

    private Bench bench;

    @BeforeEach
    void start(@TempDir Path directory) {
        bench = Bench.started(directory);
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no JSON",
                "{} {}",
                "[]",
                "{\"type\":\"function\"}",
                "{\"function\":\"search\"}",
                "{\"function\":{\"name\":7}}",
                "{\"function\":{\"name\":\"two words\"}}",
                "{\"function\":{\"name\":\"search\",\"name\":\"delete\"}}"
            })
    void aToolIsAJsonObjectWithTheNameOfAnAction(String tool) {
        assertRefused(chat().setTools(List.of(tool)), "tool_invalid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "7", "null", "[\"auto\"]"})
    void aToolChoiceIsAJsonStringOrObject(String choice) {
        assertRefused(chat().setToolChoice(choice), "tool_choice_invalid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"model", "messages", "max_tokens", "stream", "tools", "functions", "n", ""})
    void aParameterIsNothingThatTheRequestHasAMemberFor(String name) {
        assertRefused(chat().setParameters(Map.of(name, "1")), "parameter_invalid");
    }

    @Test
    void aParameterIsAJsonText() {
        assertRefused(chat().setParameters(Map.of("stop", "\"open")), "parameter_invalid");
    }

    @Test
    void messagesHaveKnownRoles() {
        assertRefused(chat().setMessages(List.of(message("wizard"))), "role_unknown");
    }

    @Test
    void thereIsAnEndToHowMuchIsTaken() {
        String tool = "{\"function\":{\"name\":\"search\"}}";
        assertRefused(chat().setMessages(Collections.nCopies(4_097, message("user"))), "messages_too_many");
        assertRefused(chat().setTools(Collections.nCopies(129, tool)), "tools_too_many");
        Map<String, String> parameters = new HashMap<>();
        for (int i = 0; i <= 256; i++) {
            parameters.put("parameter-" + i, "1");
        }
        assertRefused(chat().setParameters(parameters), "parameters_too_many");
        assertRefused(chat().setParameters(Map.of("a".repeat(129), "1")), "parameter_invalid");
    }

    private void assertRefused(ChatRequested.Builder chat, String code) {
        // When
        bench.send(Topics.CHAT_REQUESTS, "user", chat.build());

        // Then
        DeadLettered letter = bench.values(Topics.DEAD_LETTERS).getFirst();
        assertThat(letter.getReason()).isEqualTo(DeadLetterReason.INVALID);
        assertThat(letter.getCode()).isEqualTo(code);
        assertThat(bench.values(Topics.DECISIONS)).isEmpty();
    }

    private static ChatRequested.Builder chat() {
        return ChatRequested.newBuilder().setUserId("user").setMessage("hello");
    }

    private static ChatMessage message(String role) {
        return ChatMessage.newBuilder().setRole(role).setContent("hello").build();
    }
}
