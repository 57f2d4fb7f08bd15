package dev.writ.sink.rows;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;

/** Months in UTC, by which tables are partitioned: as text such as 2026-11, whose order is that of time. */
public final class Months {

    /** No event of Writ is older or newer, so that false clocks cannot make partitions without end. */
    private static final String FIRST = "1970-01";

    private static final String LAST = "2099-12";
    private static final int LENGTH = FIRST.length();

    private Months() {}

    /** The month of a time; of one beyond four digits of year, a text that is no possible month. */
    public static String of(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC).toString().substring(0, LENGTH);
    }

    /** Whether there can be a partition for it: those of 1970 to 2099. */
    public static boolean isPossible(String month) {
        return month.compareTo(FIRST) >= 0 && month.compareTo(LAST) <= 0;
    }

    /** The first moment of a month. */
    public static Instant begin(YearMonth month) {
        return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
