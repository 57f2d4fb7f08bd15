package dev.writ.launcher.history;

import dev.writ.history.fold.Period;
import dev.writ.history.log.BadRangeException;
import dev.writ.history.log.Bound;
import dev.writ.history.log.BoundText;
import dev.writ.launcher.console.RefusedException;
import dev.writ.schemas.Topics;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of commands that look at a part of history. */
final class PeriodOptions {

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "Where to begin (default: the beginning): 2026-11-28T09:00:00Z, or how long ago, such as 2h.")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "Where to end, without that itself (default: now).")
    private @Nullable String to;

    /** @throws RefusedException if a time is none, or the period ends before it begins */
    Period period(Instant now) {
        Period period = new Period(
                from == null ? Period.ALL.from() : time("--from", from, now),
                to == null ? Period.ALL.to() : time("--to", to, now));
        if (!period.from().isBefore(period.to())) {
            throw new RefusedException("--to must be later than --from");
        }
        return period;
    }

    /** @throws RefusedException if the text is no time */
    static Instant time(String option, String text, Instant now) {
        try {
            if (BoundText.parse(text, Topics.AUDIT.name(), now) instanceof Bound.Time(Instant at)) {
                return at;
            }
        } catch (BadRangeException e) {
            throw notATime(option, text, e);
        }
        throw new RefusedException(option + " must be a time, not offsets: " + text);
    }

    private static RefusedException notATime(String option, String text, BadRangeException cause) {
        return new RefusedException(
                option + " must be a time such as 2026-11-28T09:00:00Z, or how long ago such as 2h, not " + text,
                cause);
    }
}
