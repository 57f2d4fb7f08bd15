package dev.writ.gateway.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import dev.writ.schemas.event.DisconnectRule;
import dev.writ.schemas.event.StreamStarted;
import dev.writ.schemas.event.TokenDelta;
import dev.writ.schemas.event.TokenEvent;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StreamWindowsTest {

    private long nanos;
    private long offset;
    private final StreamWindows windows = new StreamWindows(() -> nanos);

    @Test
    void keepsAStreamThatIsAboutToBeginHoweverManyOthersGoOn() {
        // Given
        startBusy(0, 5_000);
        windows.expect("new");

        // When
        for (int stream = 0; stream < 5_000; stream++) {
            say("busy-" + stream, "text");
        }
        startBusy(5_000, 7_000);

        // Then
        assertThat(windows.of("new"))
                .hasValueSatisfying(past -> assertThat(past).isEmpty());
        start("new");
        assertThat(windows.of("new"))
                .hasValueSatisfying(past -> assertThat(past).hasSize(1));
    }

    @Test
    void letsTheEldestGoWhereTheirTextTakesTooMuch() {
        // Given
        String long64k = "x".repeat(65_000);

        // When: some 65 MB
        for (int stream = 0; stream < 1_000; stream++) {
            start("s-" + stream);
            say("s-" + stream, long64k);
        }

        // Then
        assertThat(windows.of("s-0")).isEmpty();
        assertThat(windows.of("s-400")).isEmpty();
        assertThat(windows.of("s-600")).isPresent();
        assertThat(windows.of("s-999")).isPresent();
    }

    @Test
    void doesNotKeepAStreamThatIsTooLongByItself() {
        // Given
        start("long");

        // When
        say("long", "x".repeat(70_000));
        say("long", "and more");

        // Then
        assertThat(windows.of("long")).isEmpty();
    }

    @Test
    void holdsNothingOfAStreamWhoseBeginningItDoesNotKnow() {
        // When
        say("unknown", "the middle");

        // Then
        assertThat(windows.of("unknown")).isEmpty();
    }

    @Test
    void tellsNothingOfAStreamThatHasBeenSilentForLong() {
        // Given
        start("silent");

        // When
        nanos += Duration.ofMinutes(2).toNanos() + 1;

        // Then
        assertThat(windows.of("silent")).isEmpty();
    }

    private void startBusy(int from, int to) {
        for (int stream = from; stream < to; stream++) {
            start("busy-" + stream);
        }
    }

    private void start(String executionId) {
        add(executionId, new StreamStarted("simulated", "m", "a", "A", "u", "s", DisconnectRule.CONTINUE));
    }

    private void say(String executionId, String text) {
        add(executionId, new TokenDelta(text, 1));
    }

    private void add(String executionId, Object body) {
        windows.add(new Signal.Token(
                TokenEvent.newBuilder()
                        .setExecutionId(executionId)
                        .setAttempt(1)
                        .setSeq(offset)
                        .setOccurredAt(Instant.EPOCH)
                        .setBody(body)
                        .build(),
                offset++));
    }
}
