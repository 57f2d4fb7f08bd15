package dev.writ.worker.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.writ.schemas.Ids;
import dev.writ.schemas.event.ToolCall;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class AnswerTest {

    private final Answer answer = new Answer();

    @Test
    void keepsNoMoreTextThanItMayAndHashesAllOfIt() {
        // Given
        String most = "ä".repeat(Answer.MOST_TEXT_BYTES / 2);

        // When
        answer.add(most);
        answer.add("é");
        answer.add("z");

        // Then
        assertThat(answer.text()).isEqualTo(most);
        assertThat(answer.characters()).isEqualTo(most.length() + 2);
        assertThat(answer.sha256()).isEqualTo(Ids.sha256Hex((most + "éz").getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void hasRoomForToolCallsUpToABound() {
        // Given
        ToolCall half = new ToolCall("1", "t", "x".repeat(Answer.MOST_TOOL_CHARACTERS / 2 - 2));

        // When, Then
        assertThat(answer.hasRoomFor(half)).isTrue();
        answer.allow(half);
        answer.allow(half);
        assertThat(answer.hasRoomFor(new ToolCall("", "", "x"))).isFalse();
        assertThat(answer.toolCalls()).containsExactly(half, half);
    }
}
