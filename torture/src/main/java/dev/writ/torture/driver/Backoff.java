package dev.writ.torture.driver;

import java.time.Duration;

/**
 * How long clients wait before they try again.
 *
 * @param first after the first try; doubled with each
 * @param longest never longer than this
 * @param patience how long a request is tried in all
 */
public record Backoff(Duration first, Duration longest, Duration patience) {

    private static final int MOST_DOUBLINGS = 16;

    /** As clients of a service that may be away for a minute. */
    public static final Backoff PATIENT =
            new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5), Duration.ofMinutes(4));

    /** The wait after so many tries, 1 or more. */
    Duration after(int tries) {
        Duration doubled = first.multipliedBy(1L << Math.min(tries - 1, MOST_DOUBLINGS));
        return doubled.compareTo(longest) < 0 ? doubled : longest;
    }
}
