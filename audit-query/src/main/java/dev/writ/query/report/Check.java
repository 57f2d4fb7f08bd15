package dev.writ.query.report;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;

/**
 * A figure beside its limit.
 *
 * @param figure its name
 * @param value empty if it is not known, as the rate of nothing is not
 * @param sense on which side of the limit it must be
 * @param limit the limit, on which it may be
 * @param fault whether it is a fault of Writ, or of its data, to be beyond the limit; else it is a sign for operators
 */
public record Check(String figure, Optional<BigDecimal> value, Sense sense, BigDecimal limit, boolean fault) {

    /** On which side of a limit a figure must be. */
    public enum Sense {
        /** Not above. */
        AT_MOST,
        /** Not below. */
        AT_LEAST
    }

    /** What a figure is beside its limit. */
    public enum Result {
        /** Within. */
        OK,
        /** Beyond. */
        EXCEEDED,
        /** Neither, as long as the figure is not known. */
        UNKNOWN
    }

    static Check atMost(String figure, Optional<BigDecimal> value, String limit) {
        return new Check(figure, value, Sense.AT_MOST, new BigDecimal(limit), false);
    }

    static Check atLeast(String figure, Optional<BigDecimal> value, String limit) {
        return new Check(figure, value, Sense.AT_LEAST, new BigDecimal(limit), false);
    }

    static Check none(String figure, long value) {
        return new Check(figure, Optional.of(BigDecimal.valueOf(value)), Sense.AT_MOST, BigDecimal.ZERO, true);
    }

    static Check within(String figure, Optional<Duration> value, Duration limit) {
        return new Check(figure, value.map(Check::seconds), Sense.AT_MOST, seconds(limit), true);
    }

    /** The figure beside its limit. */
    public Result result() {
        return value.map(known -> isBeyond(known) ? Result.EXCEEDED : Result.OK).orElse(Result.UNKNOWN);
    }

    /** Whether something is wrong. */
    boolean isFault() {
        return fault && result() == Result.EXCEEDED;
    }

    private boolean isBeyond(BigDecimal known) {
        return switch (sense) {
            case AT_MOST -> known.compareTo(limit) > 0;
            case AT_LEAST -> known.compareTo(limit) < 0;
        };
    }

    private static BigDecimal seconds(Duration duration) {
        return BigDecimal.valueOf(duration.toSeconds());
    }
}
