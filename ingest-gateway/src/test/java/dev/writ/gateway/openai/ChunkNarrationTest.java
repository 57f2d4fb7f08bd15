package dev.writ.gateway.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.writ.gateway.http.EventSource.Event;
import dev.writ.schemas.event.CompletionText;
import dev.writ.schemas.event.StreamEnd;
import dev.writ.schemas.event.ToolCall;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

class ChunkNarrationTest {

    private final Told told = new Told();
    private final ChunkNarration narration = new ChunkNarration(Told.identity(), "asked", true);
    private final List<String> data = new ArrayList<>();

    @Test
    void tellsRoleTextReasonUsageAndEndInThisOrder() {
        // When
        tell(1, Told.started());
        tell(1, Told.delta("Hel"));
        tell(1, Told.delta("lo"));
        tell(1, Told.completed("end_turn"));

        // Then
        assertThat(data).hasSize(6);
        assertThat(data.getFirst())
                .contains("\"id\":\"chatcmpl-e1\"", "\"object\":\"chat.completion.chunk\"", "\"created\":7")
                .contains(
                        "\"model\":\"model-1\"", "\"role\":\"assistant\"", "\"finish_reason\":null", "\"usage\":null");
        assertThat(data.get(1)).contains("\"delta\":{\"content\":\"Hel\"}");
        assertThat(data.get(3)).contains("\"delta\":{}", "\"finish_reason\":\"stop\"");
        assertThat(data.get(4))
                .contains("\"choices\":[]", "\"prompt_tokens\":3", "\"completion_tokens\":4", "\"total_tokens\":7")
                .contains("\"usage_source\":\"estimated\"");
        assertThat(data.getLast()).isEqualTo("[DONE]");
        assertThat(narration.hasEnded()).isTrue();
    }

    @Test
    void goesOnWithANewAttemptBehindWhatWasSent() {
        // Given
        tell(1, Told.started());
        tell(1, Told.delta("Hello wo"));

        // When
        tell(2, Told.started());
        tell(2, Told.delta("Hello"));
        tell(2, Told.delta(" world"));
        tell(2, Told.completed("stop"));

        // Then
        assertThat(data.stream().filter(each -> each.contains("\"content\":\"Hello\"")))
                .isEmpty();
        assertThat(data.get(2)).contains("\"delta\":{\"content\":\"rld\"}");
        assertThat(data.getLast()).isEqualTo("[DONE]");
    }

    @Test
    void neverMixesTwoAttempts() {
        // Given
        tell(1, Told.started());
        tell(1, Told.delta("Hello"));

        // When
        tell(2, Told.started());
        tell(2, Told.delta("Good morning"));
        tell(2, Told.completed("stop"));

        // Then
        assertThat(data.getLast()).contains("\"error\":{", "\"code\":\"stream_reset\"", "\"type\":\"server_error\"");
        assertThat(String.join("", data)).doesNotContain("Good").doesNotContain("[DONE]");
    }

    @Test
    void resetsAStreamWhoseNewAttemptSaysLess() {
        tell(1, Told.delta("Hello"));
        tell(2, Told.delta("Hel"));
        tell(2, Told.completed("stop"));
        assertThat(data.getLast()).contains("stream_reset");
    }

    @Test
    void leavesOutLateEventsOfASupersededAttempt() {
        tell(2, Told.started());
        tell(1, Told.delta("old"));
        tell(2, Told.delta("new"));
        assertThat(String.join("", data)).contains("new").doesNotContain("old");
    }

    @Test
    void countsOnlyTheCallsThatGoOut() {
        // When
        tell(1, Told.withheld(0, "delete"));
        tell(1, Told.allowed(1, "call-1", "search"));
        tell(1, Told.completed("tool_calls"));

        // Then
        assertThat(data.get(1))
                .contains("\"refusal\":\"Tool call delete was withheld: it lacks maturity\"")
                .contains("\"writ\":{\"withheld_tool_calls\":[{\"name\":\"delete\",\"call_id\":\"call-0\"")
                .contains("\"decision_id\":\"d3\"");
        assertThat(data.get(2))
                .contains("\"tool_calls\":[{\"index\":0,\"id\":\"call-1\",\"type\":\"function\"")
                .contains("\"function\":{\"name\":\"search\",\"arguments\":\"{\\\"q\\\":1}\"}");
        assertThat(data.get(3)).contains("\"finish_reason\":\"tool_calls\"");
    }

    @Test
    void saysContentFilterWhenEveryCallWasWithheld() {
        tell(1, Told.withheld(0, "delete"));
        tell(1, Told.completed("tool_calls"));
        assertThat(data.get(2)).contains("\"finish_reason\":\"content_filter\"");
    }

    @Test
    void knowsACallOfAnEarlierAttemptByWhatItSays() {
        // Given
        tell(1, Told.allowed(0, "call-a", "search"));

        // When
        tell(2, Told.allowed(0, "call-b", "search"));
        tell(2, Told.allowed(1, "call-c", "list"));
        tell(2, Told.completed("tool_calls"));

        // Then
        assertThat(String.join("", data)).contains("call-a", "call-c", "[DONE]").doesNotContain("call-b");
    }

    @Test
    void endsAStreamByTheCauseAndWithoutDone() {
        tell(1, Told.delta("a"));
        tell(1, Told.ended(StreamEnd.CANCELLED, "agent_paused").build());
        assertThat(data.getLast()).contains("\"code\":\"agent_paused\"");
        assertThat(narration.failureBeforeAll()).isEmpty();
    }

    @Test
    void knowsAFailureThatCameBeforeAnything() {
        tell(1, Told.started());
        tell(1, Told.ended(StreamEnd.FAILED, "upstream_rate_limited").build());
        assertThat(narration.failureBeforeAll().orElseThrow().status()).isEqualTo(429);
    }

    @Test
    void tellsAStoredTextBehindWhatWasSent() {
        // Given
        tell(1, Told.delta("Hel"));

        // When
        narration
                .narrateStored(CompletionText.newBuilder()
                        .setExecutionId("e1")
                        .setAttempt(1)
                        .setUserId("u1")
                        .setSessionId("s1")
                        .setModel("model-1")
                        .setText("Hello")
                        .setToolCalls(List.of(new ToolCall("c", "search", "{}")))
                        .setEnded(Told.completed("tool_calls"))
                        .setOccurredAt(Instant.EPOCH)
                        .build())
                .forEach(event -> data.add(event.data()));

        // Then
        assertThat(data.get(2)).contains("\"content\":\"lo\"");
        assertThat(data.get(3)).contains("\"name\":\"search\"");
        assertThat(data.get(4)).contains("\"finish_reason\":\"tool_calls\"");
        assertThat(data.getLast()).isEqualTo("[DONE]");
    }

    private void tell(int attempt, SpecificRecord body) {
        narration.narrate(told.next(attempt, body)).stream().map(Event::data).forEach(data::add);
    }
}
