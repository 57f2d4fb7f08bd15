package dev.writ.benchmark.path;

import java.time.Duration;

/**
 * When to send at a rate, whether or not anything has come back. A time that is measured from the moment when a record was to
 * be sent has in it what the record waited for a sender that was late.
 *
 * @param rate records per second, 1 or more
 */
public record OpenLoop(int rate) {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    public OpenLoop {
        if (rate < 1) {
            throw new IllegalArgumentException("a rate is 1 or more, not " + rate);
        }
    }

    /**
     * When to send a record, in nanoseconds from the begin. Each is counted from there, so that no error adds up.
     *
     * @param number of the record, from 0
     */
    public long nanosUntil(long number) {
        return number / rate * SECOND + number % rate * SECOND / rate;
    }

    /** How many are to be sent in a time, the first at its begin. */
    public int countIn(Duration time) {
        return Math.toIntExact(time.toMillis() * rate / 1_000);
    }
}
