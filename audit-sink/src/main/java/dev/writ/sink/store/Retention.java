package dev.writ.sink.store;

import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;

/**
 * For how long rows of partitioned tables are kept at least. They go by whole months, so for up to a month longer.
 *
 * @param days 1 or more; 0: for ever
 */
public record Retention(int days) {

    public Retention {
        if (days < 0) {
            throw new IllegalArgumentException("rows are kept for 0 days or more, not " + days);
        }
    }

    boolean isForEver() {
        return days == 0;
    }

    /** The first month that still has a day to keep. */
    YearMonth firstMonth(Instant now) {
        return YearMonth.from(now.minus(Duration.ofDays(days)).atOffset(ZoneOffset.UTC));
    }
}
