package dev.writ.query.read;

import java.time.DateTimeException;
import java.time.Instant;

/** Times that can be asked for. */
public final class Moments {

    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant BEHIND_LAST = Instant.parse("+10000-01-01T00:00:00Z");

    private Moments() {}

    /**
     * The time itself.
     *
     * @throws DateTimeException if its year is not within 1 to 9999, which both sides can write
     */
    public static Instant checked(Instant time) {
        if (time.isBefore(FIRST) || !time.isBefore(BEHIND_LAST)) {
            throw new DateTimeException("a year of 1 to 9999 is needed");
        }
        return time;
    }
}
