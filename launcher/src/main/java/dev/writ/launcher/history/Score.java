package dev.writ.launcher.history;

import java.math.BigDecimal;

/** Confidence as people know it. */
final class Score {

    private static final int DECIMALS = 4;

    private Score() {}

    /** Ten-thousandths as a number from 0 to 1 with 4 decimals. */
    static BigDecimal of(int tenThousandths) {
        return BigDecimal.valueOf(tenThousandths, DECIMALS);
    }
}
