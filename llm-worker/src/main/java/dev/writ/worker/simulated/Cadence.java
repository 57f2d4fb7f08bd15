package dev.writ.worker.simulated;

import dev.writ.worker.provider.Pacer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** A steady beat from its creation on: what takes time between two beats does not slow it down. For one thread. */
public final class Cadence {

    private final double nanosPerToken;
    private final Pacer pacer;
    private final LongSupplier nanoTime;
    private final long start;
    private int given;

    /**
     * Begins now.
     *
     * @param tokensPerSecond the rate, more than 0
     * @param pacer lets the time to the next beat pass
     * @param nanoTime the clock that goes with the pacer, such as {@link System#nanoTime}
     */
    public Cadence(double tokensPerSecond, Pacer pacer, LongSupplier nanoTime) {
        this.nanosPerToken = TimeUnit.SECONDS.toNanos(1) / tokensPerSecond;
        this.pacer = pacer;
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
    }

    /** Returns at the next beat, or at once if that is over; the first is one interval after the start. */
    public void await() throws InterruptedException {
        awaitAll(1);
    }

    /** Returns after that many further beats. */
    public void awaitAll(int beats) throws InterruptedException {
        given += beats;
        long left = start + Math.round(given * nanosPerToken) - nanoTime.getAsLong();
        if (left > 0) {
            pacer.await(Duration.ofNanos(left));
        }
    }
}
