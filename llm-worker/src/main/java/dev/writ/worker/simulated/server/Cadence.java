package dev.writ.worker.simulated.server;

import java.util.concurrent.TimeUnit;

/** A steady beat from its creation on: what takes time between two beats does not slow it down. */
final class Cadence {

    private final double nanosPerToken;
    private final long start = System.nanoTime();
    private int given;

    Cadence(double tokensPerSecond) {
        this.nanosPerToken = TimeUnit.SECONDS.toNanos(1) / tokensPerSecond;
    }

    /** Returns at the next beat; the first is one interval after the start. */
    void await() throws InterruptedException {
        awaitAll(1);
    }

    /** Returns after that many further beats. */
    void awaitAll(int beats) throws InterruptedException {
        given += beats;
        long left = start + Math.round(given * nanosPerToken) - System.nanoTime();
        if (left > 0) {
            TimeUnit.NANOSECONDS.sleep(left);
        }
    }
}
