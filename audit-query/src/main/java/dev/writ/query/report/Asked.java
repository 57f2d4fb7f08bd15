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
 * @param grace how long an execution may run before it is missed, and the sink be behind the log; 0 or more
 */
public record Asked(Instant from, Instant to, Instant at, Duration grace) {

    /** The period that is reported on if none is given. */
    private static final Duration USUAL_PERIOD = Duration.ofHours(24);

    /** Longer than streams usually run. */
    private static final Duration USUAL_GRACE = Duration.ofMinutes(15);

    public Asked {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("a period ends later than it begins");
        }
        if (grace.isNegative()) {
            throw new IllegalArgumentException("a grace is 0 or more");
        }
    }

    /**
     * What is asked, with what is usual in the place of what is not said.
     *
     * @param at when it is asked, where the period ends if nothing else is said
     * @return empty if the period would not end later than it begins
     */
    public static Optional<Asked> of(
            Optional<Instant> from, Optional<Instant> to, Instant at, Optional<Duration> grace) {
        Instant end = to.orElse(at);
        Instant begin = from.orElseGet(() -> end.minus(USUAL_PERIOD));
        return begin.isBefore(end)
                ? Optional.of(new Asked(begin, end, at, grace.orElse(USUAL_GRACE)))
                : Optional.empty();
    }

    /** The first moment that is both asked for and not before another one, if there is one. */
    Instant from(Optional<Instant> earliest) {
        return earliest.filter(from::isBefore).orElse(from);
    }

    /** How long ago something happened when it was asked, 0 if it had not happened yet. */
    Duration ageOf(Instant happened) {
        return happened.isBefore(at) ? Duration.between(happened, at) : Duration.ZERO;
    }

    /** Executions that were allowed before this must have ended. */
    Instant due() {
        return at.minus(grace);
    }
}
