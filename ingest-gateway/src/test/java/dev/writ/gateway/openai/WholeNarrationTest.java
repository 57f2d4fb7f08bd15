package dev.writ.gateway.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.writ.gateway.http.ProblemException;
import dev.writ.schemas.event.StreamEnd;
import org.junit.jupiter.api.Test;

class WholeNarrationTest {

    private final Told told = new Told();
    private final WholeNarration narration = new WholeNarration(Told.identity(), "asked");

    @Test
    void gathersTheLastAttemptOnly() {
        // Given
        narration.narrate(told.next(1, Told.started()));
        narration.narrate(told.next(1, Told.delta("old")));
        narration.narrate(told.next(1, Told.ended(StreamEnd.SUPERSEDED, null).build()));

        // When
        narration.narrate(told.next(2, Told.started()));
        narration.narrate(told.next(2, Told.delta("new")));
        narration.narrate(told.next(2, Told.completed("max_tokens")));

        // Then
        JsonNode json = narration.completion();
        assertThat(json.at("/object").asText()).isEqualTo("chat.completion");
        assertThat(json.at("/choices/0/message/content").asText()).isEqualTo("new");
        assertThat(json.at("/choices/0/message/refusal").isNull()).isTrue();
        assertThat(json.at("/choices/0/finish_reason").asText()).isEqualTo("length");
        assertThat(json.at("/usage/total_tokens").asInt()).isEqualTo(7);
    }

    @Test
    void tellsCallsAndWhatWasWithheld() {
        // When
        narration.narrate(told.next(1, Told.withheld(0, "delete")));
        narration.narrate(told.next(1, Told.withheld(1, "deploy")));
        narration.narrate(told.next(1, Told.allowed(2, "call-2", "search")));
        narration.narrate(told.next(1, Told.completed("tool_calls")));

        // Then
        JsonNode json = narration.completion();
        assertThat(json.at("/choices/0/message/content").isNull()).isTrue();
        assertThat(json.at("/choices/0/message/tool_calls")).hasSize(1);
        assertThat(json.at("/choices/0/message/tool_calls/0/function/name").asText())
                .isEqualTo("search");
        assertThat(json.at("/choices/0/message/refusal").asText())
                .isEqualTo("Tool call delete was withheld: it lacks maturity\n"
                        + "Tool call deploy was withheld: it lacks maturity");
        assertThat(json.at("/writ/withheld_tool_calls")).hasSize(2);
        assertThat(json.at("/choices/0/finish_reason").asText()).isEqualTo("tool_calls");
    }

    @Test
    void failsAsTheStreamDid() {
        narration.narrate(told.next(1, Told.delta("a")));
        narration.narrate(
                told.next(1, Told.ended(StreamEnd.FAILED, "upstream_truncated").build()));
        assertThat(narration.hasEnded()).isTrue();
        assertThatThrownBy(narration::completion)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        failure -> assertThat(failure.problem().status()).isEqualTo(502));
    }
}
