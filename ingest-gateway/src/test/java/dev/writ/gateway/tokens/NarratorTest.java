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
import java.time.Instant;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NarratorTest {

    private final Narrator narrator = new Narrator("e1");

    @Test
    void tellsEachEventOnceHoweverOftenItComes() {
        // Given
        narrator.tell(token(1, 0, 10, started()));
        narrator.tell(token(1, 1, 12, delta("a")));

        // When
        Optional<Event> again = narrator.tell(token(1, 1, 12, delta("a")));
        Optional<Event> end = narrator.tell(token(1, 2, 15, ended(StreamEnd.COMPLETED)));

        // Then
        assertThat(again).isEmpty();
        assertThat(end.orElseThrow().data()).contains("\"content\":\"a\"");
        assertThat(end.orElseThrow().id()).isEqualTo("1.2.15");
        assertThat(narrator.hasEnded()).isTrue();
    }

    @Test
    void leavesOutWhatASupersededAttemptStillSays() {
        // Given
        narrator.tell(token(1, 0, 1, started()));
        narrator.tell(token(2, 0, 2, started()));

        // When
        Optional<Event> stale = narrator.tell(token(1, 1, 3, delta("old")));
        narrator.tell(token(2, 1, 4, delta("new")));
        Event end = narrator.tell(token(2, 2, 5, ended(StreamEnd.COMPLETED))).orElseThrow();

        // Then
        assertThat(stale).isEmpty();
        assertThat(end.data()).contains("\"content\":\"new\"");
    }

    @Test
    void tellsAFailureByItsStableWord() {
        narrator.tell(token(1, 0, 1, started()));
        Event end = narrator.tell(token(1, 1, 2, ended(StreamEnd.TIMED_OUT))).orElseThrow();
        assertThat(end.name()).isEqualTo("streaming:error");
        assertThat(end.data()).contains("\"error\":\"timed_out\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "1.2", "0.1.2", "1.2.3.4", "a.b.c", "1.2.-3", "1.2.3 ", "1.2.99999999999999999999"})
    void refusesAMalformedCursor(String text) {
        assertThatThrownBy(() -> Cursor.parse(Optional.of(text))).isInstanceOf(ProblemException.class);
    }

    @Test
    void readsACursorBack() {
        Cursor cursor = new Cursor(2, 7, 123);
        assertThat(Cursor.parse(Optional.of(cursor.toString()))).contains(cursor);
        assertThat(Cursor.parse(Optional.of(""))).isEmpty();
    }

    @Test
    void holdsAStreamOnlyIfItHasItFromTheStart() {
        // Given
        StreamWindow fromTheStart = new StreamWindow(false);
        StreamWindow fromTheMiddle = new StreamWindow(false);
        StreamWindow tooLong = new StreamWindow(true);

        // When
        fromTheStart.add(token(1, 0, 1, started()));
        fromTheMiddle.add(token(1, 1, 2, delta("a")));
        tooLong.add(token(1, 1, 2, delta("a".repeat(70_000))));

        // Then
        assertThat(fromTheStart.all()).isPresent();
        assertThat(fromTheMiddle.all()).isEmpty();
        assertThat(tooLong.all()).isEmpty();
        assertThat(new StreamWindow(true).all()).isPresent();
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
