package dev.writ.gateway.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.writ.gateway.http.EventSource.Event;
import dev.writ.gateway.http.ProblemException;
import dev.writ.schemas.event.DisconnectRule;
import dev.writ.schemas.event.StreamEnd;
import dev.writ.schemas.event.StreamEnded;
import dev.writ.schemas.event.StreamStarted;
import dev.writ.schemas.event.TokenDelta;
import dev.writ.schemas.event.TokenEvent;
import dev.writ.schemas.event.ToolCall;
import dev.writ.schemas.event.ToolCallAllowed;
import dev.writ.schemas.event.ToolCallWithheld;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NarratorTest {

    private final Narrator narrator = new Narrator("e1", Optional.empty());

    @Test
    void tellsEachEventOnceHoweverOftenItComes() {
        // Given
        narrator.narrate(token(1, 0, 10, started()));
        narrator.narrate(token(1, 1, 12, delta("a")));

        // When
        List<Event> again = narrator.narrate(token(1, 1, 12, delta("a")));
        List<Event> end = narrator.narrate(token(1, 2, 15, ended(StreamEnd.COMPLETED)));

        // Then
        assertThat(again).isEmpty();
        assertThat(end.getFirst().data()).contains("\"content\":\"a\"");
        assertThat(end.getFirst().id()).isEqualTo("1.2.15");
        assertThat(narrator.hasEnded()).isTrue();
    }

    @Test
    void leavesOutWhatASupersededAttemptStillSays() {
        // Given
        narrator.narrate(token(1, 0, 1, started()));
        narrator.narrate(token(2, 0, 2, started()));

        // When
        List<Event> stale = narrator.narrate(token(1, 1, 3, delta("old")));
        narrator.narrate(token(2, 1, 4, delta("new")));
        Event end = narrator.narrate(token(2, 2, 5, ended(StreamEnd.COMPLETED))).getLast();

        // Then
        assertThat(stale).isEmpty();
        assertThat(end.data()).contains("\"content\":\"new\"");
    }

    @Test
    void tellsAReaderOfASupersededAttemptToForgetItOnceAndNoOther() {
        // Given
        narrator.narrate(token(1, 0, 1, started()));
        Narrator resumed = new Narrator("e1", Optional.of(new Cursor(1, 0, 1)));
        Narrator behindTheReset = new Narrator("e1", Optional.of(new Cursor(2, 0, 9, Cursor.Place.BEFORE)));
        Narrator late = new Narrator("e1", Optional.empty());

        // When
        Signal.Token start = token(2, 0, 9, started());

        // Then
        assertThat(names(narrator.narrate(start))).containsExactly("streaming:reset", "streaming:start");
        assertThat(names(resumed.narrate(start))).containsExactly("streaming:reset", "streaming:start");
        assertThat(names(behindTheReset.narrate(start))).containsExactly("streaming:start");
        assertThat(names(late.narrate(start))).containsExactly("streaming:start");
        assertThat(names(narrator.narrate(token(2, 1, 10, delta("a"))))).containsExactly("streaming:update");
    }

    @Test
    void tellsToolCallsAndThoseThatAreWithheld() {
        // Given
        narrator.narrate(token(1, 0, 1, started()));

        // When
        Event allowed = narrator.narrate(
                        token(1, 1, 2, new ToolCallAllowed(0, new ToolCall("c1", "search", "{\"q\":1}"), "d1")))
                .getLast();
        Event withheld = narrator.narrate(token(1, 2, 3, new ToolCallWithheld(1, "c2", "delete", "d2", "not yet")))
                .getLast();

        // Then
        assertThat(allowed.name()).isEqualTo("streaming:tool_call");
        assertThat(allowed.data())
                .isEqualTo("{\"id\":\"e1\",\"attempt\":1,\"seq\":1,\"index\":0,\"tool_call\":"
                        + "{\"id\":\"c1\",\"name\":\"search\",\"arguments\":\"{\\\"q\\\":1}\"}}");
        assertThat(withheld.name()).isEqualTo("streaming:tool_call_withheld");
        assertThat(withheld.data())
                .isEqualTo("{\"id\":\"e1\",\"attempt\":1,\"seq\":2,\"index\":1,\"name\":\"delete\","
                        + "\"call_id\":\"c2\",\"reason\":\"not yet\",\"decision_id\":\"d2\"}");
    }

    @Test
    void tellsWhoStoppedAStreamAndWhere() {
        // Given
        narrator.narrate(token(1, 0, 1, started()));
        StreamEnded cancelled = StreamEnded.newBuilder(ended(StreamEnd.CANCELLED))
                .setErrorCode("agent_paused")
                .setStoppedBy("ada")
                .build();

        // When
        Event end = narrator.narrate(token(1, 2, 2, cancelled)).getLast();

        // Then
        assertThat(end.data())
                .contains("\"status\":\"cancelled\"", "\"error\":\"agent_paused\"")
                .contains("\"stopped_by\":\"ada\"", "\"last_seq\":1");
    }

    @Test
    void tellsAFailureByItsStableWord() {
        narrator.narrate(token(1, 0, 1, started()));
        Event end = narrator.narrate(token(1, 1, 2, ended(StreamEnd.TIMED_OUT))).getLast();
        assertThat(end.name()).isEqualTo("streaming:error");
        assertThat(end.data()).contains("\"error\":\"timed_out\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "1.2",
                "0.1.2",
                "1.2.3.4",
                "a.b.c",
                "1.2.-3",
                "1.2.3 ",
                "1.2.99999999999999999999",
                "1.2.3.start",
                "1.stored"
            })
    void refusesAMalformedCursor(String text) {
        assertThatThrownBy(() -> Cursor.parse(Optional.of(text))).isInstanceOf(ProblemException.class);
    }

    @Test
    void readsACursorBack() {
        Cursor cursor = new Cursor(2, 7, 123);
        Cursor before = new Cursor(2, 0, 123, Cursor.Place.BEFORE);
        Cursor stored = Cursor.stored(1, 2);
        assertThat(Cursor.parse(Optional.of(cursor.toString()))).contains(cursor);
        assertThat(Cursor.parse(Optional.of(before.toString()))).contains(before);
        assertThat(Cursor.parse(Optional.of(stored.toString()))).contains(stored);
        assertThat(Cursor.parse(Optional.of(""))).isEmpty();
    }

    private static List<String> names(List<Event> events) {
        return events.stream().map(event -> String.valueOf(event.name())).toList();
    }

    private static Signal.Token token(int attempt, long seq, long offset, SpecificRecord body) {
        TokenEvent event = TokenEvent.newBuilder()
                .setExecutionId("e1")
                .setAttempt(attempt)
                .setSeq(seq)
                .setOccurredAt(Instant.EPOCH)
                .setBody(body)
                .build();
        return new Signal.Token(event, offset);
    }

    private static StreamStarted started() {
        return new StreamStarted("simulated", "m", "a", "A", "u", "s", DisconnectRule.CONTINUE);
    }

    private static TokenDelta delta(String text) {
        return TokenDelta.newBuilder().setText(text).build();
    }

    private static StreamEnded ended(StreamEnd status) {
        return StreamEnded.newBuilder()
                .setStatus(status)
                .setLastSeq(1)
                .setTextSha256("0")
                .build();
    }
}
