package dev.writ.telemetry;

import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Arrays;

/** The bounds of histograms: few and fixed, so that series stay few and the limits of alerts are bounds. */
public final class Buckets {

    private static final long NANOS_PER_MICRO = 1_000;

    private Buckets() {}

    /** A timer of what takes from a millisecond to a minute. */
    public static Timer.Builder waiting(String name) {
        return millis(name, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 60_000);
    }

    /** A timer of work of the processor, from microseconds to a second. */
    public static Timer.Builder working(String name) {
        return Timer.builder(name)
                .serviceLevelObjectives(
                        micros(5),
                        micros(20),
                        micros(100),
                        micros(500),
                        micros(2_000),
                        micros(10_000),
                        micros(50_000),
                        micros(100_000),
                        micros(1_000_000));
    }

    /** A timer with bounds of the caller's, in milliseconds and in ascending order. */
    public static Timer.Builder millis(String name, long... bounds) {
        return Timer.builder(name)
                .serviceLevelObjectives(
                        Arrays.stream(bounds).mapToObj(Duration::ofMillis).toArray(Duration[]::new));
    }

    private static Duration micros(long micros) {
        return Duration.ofNanos(micros * NANOS_PER_MICRO);
    }
}
