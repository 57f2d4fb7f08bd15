package dev.writ.torture.fleet;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Waits for what has to come. */
public final class Patience {

    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

    private Patience() {}

    /** Something to wait for. */
    public interface Condition {

        /** Whether it has come. */
        boolean holds() throws IOException, InterruptedException;
    }

    /** Looks again and again; how long it took, or empty if it did not come in time. */
    public static Optional<Duration> until(Duration longest, Condition condition)
            throws IOException, InterruptedException {
        long begun = System.nanoTime();
        while (true) {
            boolean holds = condition.holds();
            Duration waited = Duration.ofNanos(System.nanoTime() - begun);
            if (holds) {
                return Optional.of(waited);
            }
            if (waited.compareTo(longest) > 0) {
                return Optional.empty();
            }
            Thread.sleep(LOOK_AGAIN);
        }
    }
}
