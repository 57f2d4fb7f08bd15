package dev.writ.torture.nemesis;

import java.time.Duration;
import java.time.Instant;

/** The time that passes between faults. */
public interface Moments {

    /** The machine's. */
    Moments REAL = new Moments() {
        @Override
        public Instant now() {
            return Instant.now();
        }

        @Override
        public void pass(Duration time) throws InterruptedException {
            Thread.sleep(time);
        }
    };

    /** Now. */
    Instant now();

    /** Lets time pass; returns at once if it is zero or less. */
    void pass(Duration time) throws InterruptedException;
}
