package dev.writ.benchmark.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class OpenLoopTest {

    private static final long SECOND = 1_000_000_000;

    @Test
    void spreadsRecordsEvenly() {
        // Given
        OpenLoop loop = new OpenLoop(500);

        // Then
        assertThat(loop.nanosUntil(0)).isZero();
        assertThat(loop.nanosUntil(1)).isEqualTo(2_000_000);
        assertThat(loop.nanosUntil(749)).isEqualTo(1_498_000_000);
    }

    @Test
    void addsUpNoErrorWhereTheRateDoesNotDivideASecond() {
        // Given
        OpenLoop loop = new OpenLoop(3);

        // Then
        assertThat(loop.nanosUntil(1)).isEqualTo(333_333_333);
        assertThat(loop.nanosUntil(3)).isEqualTo(SECOND);
        assertThat(loop.nanosUntil(3_000_000)).isEqualTo(1_000_000 * SECOND);
    }

    @Test
    void sendsAsManyAsFitIntoTheTime() {
        assertThat(new OpenLoop(500).countIn(Duration.ofSeconds(8))).isEqualTo(4_000);
        assertThat(new OpenLoop(3).countIn(Duration.ofMillis(500))).isEqualTo(1);
        assertThatIllegalArgumentException().isThrownBy(() -> new OpenLoop(0));
    }
}
