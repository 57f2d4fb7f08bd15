package dev.writ.launcher.query;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How long an execution may run before a report misses it, as people write it. */
public final class GraceText {

    /** What {@link #parse} takes. */
    public static final String NEEDED = "A duration such as 15m or PT15M is needed.";

    private static final Instant SOME_TIME = Instant.parse("2026-01-01T00:00:00Z");

    private GraceText() {}

    /** The duration; empty if the text is none. */
    public static Optional<Duration> parse(String text) {
        boolean isTime = text.contains("T") && !text.startsWith("P");
        return isTime
                ? Optional.empty()
                : AskedTime.parse(text, SOME_TIME).map(ago -> Duration.between(ago, SOME_TIME));
    }
}
