package dev.writ.launcher.query;

import dev.writ.history.log.BadRangeException;
import dev.writ.history.log.Bound;
import dev.writ.history.log.BoundText;
import dev.writ.query.read.Moments;
import dev.writ.schemas.Topics;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/** Times as people write them, for the replay and here: a time, or how long ago. */
public final class AskedTime {

    /** What {@link #parse} takes. */
    public static final String NEEDED =
            "A time such as 2026-11-28T09:00:00Z is needed, or how long ago such as 2h or PT2H.";

    private AskedTime() {}

    /** The time; empty if the text is none. */
    public static Optional<Instant> parse(String text, Instant now) {
        try {
            return BoundText.parse(text, Topics.AUDIT.name(), now) instanceof Bound.Time(Instant at)
                    ? Optional.of(Moments.checked(at))
                    : Optional.empty();
        } catch (BadRangeException | DateTimeException _) {
            return Optional.empty();
        }
    }
}
