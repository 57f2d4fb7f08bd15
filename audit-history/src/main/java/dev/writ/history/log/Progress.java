package dev.writ.history.log;

import java.time.Duration;
import java.util.Optional;

/**
 * How far a reading has come.
 *
 * @param records how many were handed out
 * @param share of the range's offsets, 0 to 1; what transactions and compaction left out counts, too
 * @param elapsed since the reading began
 */
public record Progress(long records, double share, Duration elapsed) {

    private static final double NANOS = 1e9;

    /** Told how far it has come, about once a second and at the end, on the reading thread. */
    @FunctionalInterface
    public interface Watcher {

        /** Nobody looks. */
        Watcher NOBODY = progress -> {};

        void at(Progress progress);
    }

    /** Records a second since the reading began, 0 or more. */
    public long rate() {
        return elapsed.isZero() ? 0 : Math.round(records / (elapsed.toNanos() / NANOS));
    }

    /** How long it takes from here if it goes on like that; empty if nothing has been read. */
    public Optional<Duration> rest() {
        return share > 0
                ? Optional.of(Duration.ofNanos(Math.round(elapsed.toNanos() * (1 - share) / share)))
                : Optional.empty();
    }
}
