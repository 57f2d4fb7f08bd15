package dev.writ.history.fold;

import java.time.Instant;

/**
 * A part of history.
 *
 * @param from the first moment
 * @param to the first moment behind it
 */
public record Period(Instant from, Instant to) {

    /** All of it. */
    public static final Period ALL = new Period(Instant.MIN, Instant.MAX);

    /** Whether the time is in it. */
    public boolean has(Instant time) {
        return !time.isBefore(from) && time.isBefore(to);
    }
}
