package dev.writ.gateway.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import dev.writ.schemas.event.StreamEnd;
import dev.writ.schemas.event.StreamEnded;
import dev.writ.schemas.event.StreamStarted;
import dev.writ.schemas.event.TokenDelta;
import dev.writ.schemas.event.TokenEvent;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MeasuredNarrationTest {

    private static final long BEGAN = 7;

    private final AtomicLong nanos = new AtomicLong(BEGAN);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final MeasuredNarration narration =
            new MeasuredNarration(new Narrator("e1", Optional.empty()), new StreamMeters(meters), BEGAN, nanos::get);

    @Test
    void takesTheProvidersTimeFromTheTimeToTheFirstPiece() {
        // When
        narration.narrate(token(0, started()));
        nanos.addAndGet(Duration.ofMillis(250).toNanos());
        narration.narrate(token(1, new TokenDelta("a", 1)));
        nanos.addAndGet(Duration.ofMillis(400).toNanos());
        narration.narrate(token(2, new TokenDelta("b", 1)));
        narration.narrate(token(3, ended(StreamEnd.COMPLETED, 200L)));

        // Then
        assertThat(millis("writ.stream.first.token")).isEqualTo(250);
        assertThat(millis("writ.stream.overhead")).isEqualTo(50);
        assertThat(narration.hasEnded()).isTrue();
    }

    @Test
    void countsAnAttemptThatSaidNothingAsOverhead() {
        // When
        narration.narrate(token(0, started()));
        nanos.addAndGet(Duration.ofMillis(900).toNanos());
        narration.narrate(token(1, ended(StreamEnd.SUPERSEDED, null)));
        nanos.addAndGet(Duration.ofMillis(300).toNanos());
        narration.narrate(token(2, new TokenDelta("a", 1)));
        narration.narrate(token(3, ended(StreamEnd.COMPLETED, 200L)));

        // Then
        assertThat(millis("writ.stream.first.token")).isEqualTo(1_200);
        assertThat(millis("writ.stream.overhead")).isEqualTo(1_000);
    }

    @Test
    void measuresNoFurtherWhatAnotherAttemptTookOver() {
        // When
        narration.narrate(token(0, started()));
        narration.narrate(token(1, new TokenDelta("a", 1)));
        narration.narrate(token(2, ended(StreamEnd.SUPERSEDED, 200L)));

        // Then
        assertThat(meters.get("writ.stream.overhead").timer().count()).isZero();
    }

    private double millis(String name) {
        Timer timer = meters.get(name).timer();
        assertThat(timer.count()).isEqualTo(1);
        return timer.totalTime(TimeUnit.MILLISECONDS);
    }

    private static Signal.Token token(long seq, SpecificRecord body) {
        TokenEvent event = TokenEvent.newBuilder()
                .setExecutionId("e1")
                .setAttempt(1)
                .setSeq(seq)
                .setOccurredAt(Instant.EPOCH)
                .setBody(body)
                .build();
        return new Signal.Token(event, seq);
    }

    private static StreamStarted started() {
        return StreamStarted.newBuilder()
                .setProvider("simulated")
                .setModel("m")
                .setAgentId("a")
                .setAgentName("A")
                .setUserId("u")
                .setSessionId("s")
                .build();
    }

    private static StreamEnded ended(StreamEnd status, @Nullable Long ttftMs) {
        return StreamEnded.newBuilder()
                .setStatus(status)
                .setTtftMs(ttftMs)
                .setLastSeq(2)
                .setTextSha256("0")
                .build();
    }
}
