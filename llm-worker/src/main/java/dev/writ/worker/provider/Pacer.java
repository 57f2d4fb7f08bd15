package dev.writ.worker.provider;

import java.time.Duration;

/** Lets time pass; a parameter, so that tests need none. */
@FunctionalInterface
public interface Pacer {

    /** Waits on the clock. */
    Pacer REAL = Thread::sleep;

    /** Returns after the duration. */
    void await(Duration duration) throws InterruptedException;
}
