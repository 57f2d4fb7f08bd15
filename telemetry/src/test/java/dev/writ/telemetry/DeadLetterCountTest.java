package dev.writ.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.writ.schemas.event.DeadLetterReason;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class DeadLetterCountTest {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @Test
    void countsByWhoGivesUpWhatAndWhy() {
        // Given
        DeadLetterCount count = new DeadLetterCount(meters, "worker");

        // When
        count.add("writ.completions", DeadLetterReason.UNREADABLE);
        count.add("writ.completions", DeadLetterReason.UNREADABLE);
        count.add("writ.completions", DeadLetterReason.EXHAUSTED);

        // Then
        assertThat(letters("unreadable")).isEqualTo(2);
        assertThat(letters("exhausted")).isEqualTo(1);
    }

    private double letters(String reason) {
        return meters.get("writ.dead.letters")
                .tags("role", "worker", "topic", "writ.completions", "reason", reason)
                .counter()
                .count();
    }
}
