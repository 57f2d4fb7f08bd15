package dev.writ.sink;

import java.time.Duration;
import java.util.Optional;

/** What the sink is doing. */
sealed interface SinkState {

    /** Preparing the tables and joining the group. */
    record Starting() implements SinkState {}

    /** Writing what comes. */
    record Running() implements SinkState {}

    /**
     * Waiting for something outside to come back; the group's membership is kept.
     *
     * @param cause what happened last
     * @param attempt how often in a row it happened, from 1
     * @param retryAtNanos when to try again, on the clock of {@link System#nanoTime}
     */
    record Waiting(RuntimeException cause, int attempt, long retryAtNanos) implements SinkState {

        private static final Duration FIRST = Duration.ofMillis(100);
        private static final Duration LONGEST = Duration.ofSeconds(5);
        private static final int MOST_DOUBLINGS = 6;

        /** How long to wait behind the given attempt: 100 ms, doubled with each further one up to 5 s. */
        static Duration delay(int attempt) {
            Duration delay = FIRST.multipliedBy(1L << Math.min(attempt - 1, MOST_DOUBLINGS));
            return delay.compareTo(LONGEST) > 0 ? LONGEST : delay;
        }

        /** What is left of the wait; 0 or less once it is over. */
        long remainingNanos(long now) {
            return retryAtNanos - now;
        }
    }

    /**
     * Stopped for good by something that trying again cannot change.
     *
     * @param cause what happened
     */
    record Failed(Throwable cause) implements SinkState {}

    /** Closed by its owner. */
    record Closed() implements SinkState {}

    /** Why it does not write, for operators; empty if it does. */
    default Optional<String> trouble() {
        return switch (this) {
            case Starting _ -> Optional.of("is starting");
            case Running _ -> Optional.empty();
            case Waiting waiting -> Optional.of("waits: " + waiting.cause().getMessage());
            case Failed failed -> Optional.of("has failed: " + failed.cause().getMessage());
            case Closed _ -> Optional.of("is closed");
        };
    }

    /** The state behind a failure that may pass. */
    default Waiting waitAfter(RuntimeException cause, long now) {
        int attempt = this instanceof Waiting waiting ? waiting.attempt() + 1 : 1;
        return new Waiting(cause, attempt, now + Waiting.delay(attempt).toNanos());
    }
}
