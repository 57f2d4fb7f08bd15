package dev.writ.benchmark.load;

import org.jspecify.annotations.Nullable;

/**
 * How one stream was.
 *
 * @param trouble what was wrong; null if it came whole and complete
 * @param tokens how many came
 * @param firstText nanoseconds from the request to the first text; of no meaning if there was trouble
 * @param lasted nanoseconds from the first text to the last
 * @param longestGap nanoseconds between two events with text, the longest time
 * @param lastTextAt when the last text came, in nanoseconds of the monotonic clock
 * @param endedAt when its end came, in nanoseconds of the monotonic clock; of no meaning if there was trouble
 */
public record StreamResult(
        @Nullable String trouble,
        long tokens,
        long firstText,
        long lasted,
        long longestGap,
        long lastTextAt,
        long endedAt) {}
