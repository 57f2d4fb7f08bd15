package dev.writ.worker.execution;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Whether the queue's thread has come round all the time, sure of its place in the group. A process that stood still, or a queue
 * that was held up, may have lost its place without knowing it yet, and with it what it runs. Safe for use by several threads; one
 * of them beats.
 */
public final class Pulse {

    /** Shorter than any session that a broker lets a group have by default (6 s). */
    public static final Duration LONGEST = Duration.ofSeconds(5);

    private final InstantSource clock;
    private volatile Instant lastBeat;
    private volatile Instant endOfLastPause = Instant.MIN;

    /** @param clock one that goes on while the process stands still */
    public Pulse(InstantSource clock) {
        this.clock = clock;
        this.lastBeat = clock.instant();
    }

    /** The queue has come round, and has its place. */
    public void beat() {
        Instant now = clock.instant();
        if (isPause(now)) {
            endOfLastPause = now; // Before the beat, so that nobody sees the one without the other.
        }
        lastBeat = now;
    }

    /** Whether it stopped for more than 5 s at any time since then, up to now. */
    boolean stoppedSince(Instant then) {
        return isPause(clock.instant()) || !endOfLastPause.isBefore(then);
    }

    private boolean isPause(Instant now) {
        return lastBeat.plus(LONGEST).isBefore(now);
    }
}
