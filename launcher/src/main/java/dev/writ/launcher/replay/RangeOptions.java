package dev.writ.launcher.replay;

import dev.writ.history.log.BadRangeException;
import dev.writ.history.log.Bound;
import dev.writ.history.log.BoundText;
import dev.writ.history.log.LogRange;
import dev.writ.launcher.console.RefusedException;
import dev.writ.schemas.Topic;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of commands that read a part of a log. */
public final class RangeOptions {

    @Option(
            names = "--from",
            paramLabel = "WHEN",
            description = {
                "Where to begin (default: the first record): " + BoundText.TAKEN + ".",
                "Offsets read no partitions but those that they name."
            })
    private @Nullable String from;

    @Option(
            names = "--to",
            paramLabel = "WHEN",
            description = "Where to end, without that itself (default: what is there now).")
    private @Nullable String to;

    /**
     * The range of a topic.
     *
     * @throws RefusedException if a bound is none
     * @throws BadRangeException if the range ends before it begins
     */
    public LogRange of(Topic<?> topic, Instant now) {
        return new LogRange(List.of(topic.name()), bound("--from", from, topic, now), bound("--to", to, topic, now));
    }

    private static Bound bound(String option, @Nullable String text, Topic<?> topic, Instant now) {
        if (text == null) {
            return Bound.OPEN;
        }
        try {
            return BoundText.parse(text, topic.name(), now);
        } catch (BadRangeException e) {
            throw new RefusedException(option + ": " + e.getMessage(), e);
        }
    }
}
