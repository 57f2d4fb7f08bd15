package dev.writ.query.report;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a report is about.
 *
 * @param from the first moment
 * @param to the first moment behind it, later than from
 * @param at when it is asked
 * @param grace how long an execution may run before it is missed, 0 or more
 */
public record Asked(Instant from, Instant to, Instant at, Duration grace) {

    /** The period that is reported on if none is given. */
    public static final Duration USUAL_PERIOD = Duration.ofHours(24);

    /** Longer than streams usually run. */
    public static final Duration USUAL_GRACE = Duration.ofMinutes(15);

    public Asked {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("a period ends later than it begins");
        }
        if (grace.isNegative()) {
            throw new IllegalArgumentException("a grace is 0 or more");
        }
    }

    /** The first moment that is both asked for and not before another one, if there is one. */
    Instant from(Optional<Instant> earliest) {
        return earliest.filter(from::isBefore).orElse(from);
    }

    /** Executions that were allowed before this must have ended. */
    Instant due() {
        return at.minus(grace);
    }
}
