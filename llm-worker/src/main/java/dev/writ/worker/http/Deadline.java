package dev.writ.worker.http;

import java.time.Duration;

/** A point on the monotonic clock by which something must have happened. */
record Deadline(long nanoTime) {

    static Deadline in(Duration duration) {
        return new Deadline(System.nanoTime() + duration.toNanos());
    }

    /** The time left; 0 or less if it has passed. */
    Duration left() {
        return Duration.ofNanos(nanoTime - System.nanoTime());
    }

    boolean isBefore(Deadline other) {
        return nanoTime - other.nanoTime < 0;
    }
}
