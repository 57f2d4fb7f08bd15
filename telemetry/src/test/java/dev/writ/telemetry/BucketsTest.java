package dev.writ.telemetry;

import static java.util.concurrent.TimeUnit.MICROSECONDS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Limits of alerts and of service levels must be bounds, or nobody can tell how many were within. */
class BucketsTest {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @Test
    void boundsWaitingByMillisecondsUpToAMinute() {
        // When
        Timer timer = Buckets.waiting("waiting").register(meters);

        // Then
        assertThat(bounds(timer, MILLISECONDS))
                .containsExactly(1d, 2d, 5d, 10d, 20d, 50d, 100d, 200d, 500d, 1_000d, 2_000d, 5_000d, 10_000d, 60_000d);
    }

    @Test
    void boundsWorkByMicrosecondsUpToASecond() {
        // When
        Timer timer = Buckets.working("working").register(meters);

        // Then
        assertThat(bounds(timer, MICROSECONDS))
                .containsExactly(5d, 20d, 100d, 500d, 2_000d, 10_000d, 50_000d, 100_000d, 1_000_000d);
    }

    private static Stream<Double> bounds(Timer timer, TimeUnit unit) {
        return Stream.of(timer.takeSnapshot().histogramCounts()).map(count -> count.bucket(unit));
    }
}
