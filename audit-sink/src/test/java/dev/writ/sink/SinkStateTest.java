package dev.writ.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.writ.sink.SinkState.Running;
import dev.writ.sink.SinkState.Waiting;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SinkStateTest {

    private final RuntimeException away = new IllegalStateException("away");

    @Test
    void waitsLongerWithEachFailureInARowUpToALimit() {
        // Given
        SinkState state = new Running();

        // When
        Waiting first = state.waitAfter(away, 0);
        Waiting second = first.waitAfter(away, 0);

        // Then
        assertThat(first.remainingNanos(0)).isEqualTo(Duration.ofMillis(100).toNanos());
        assertThat(second.remainingNanos(0)).isEqualTo(Duration.ofMillis(200).toNanos());
        assertThat(Waiting.delay(1_000)).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void beginsAnewOnceItRan() {
        assertThat(new Running().waitAfter(away, 0).attempt()).isEqualTo(1);
    }
}
