package dev.writ.benchmark.figures;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Locale;

/** Durations, all of them kept; percentiles are exact (nearest rank). Not safe for use by several threads. */
public final class Samples {

    private static final int FIRST_CAPACITY = 1_024;
    private static final double NANOS_PER_MILLI = 1e6;

    private long[] nanos = new long[FIRST_CAPACITY];
    private int count;
    private boolean sorted = true;

    /** Adds a duration in nanoseconds; negative where a difference is. */
    public void add(long duration) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * count);
        }
        nanos[count++] = duration;
        sorted = false;
    }

    /** How many there are. */
    public int count() {
        return count;
    }

    /**
     * The least sample that as many percent of all do not exceed, in milliseconds; not a number if there is none.
     *
     * @param percent more than 0, at most 100
     */
    public double millis(double percent) {
        if (count == 0) {
            return Double.NaN;
        }
        if (!sorted) {
            Arrays.sort(nanos, 0, count);
            sorted = true;
        }
        int rank = (int) Math.ceil(percent / 100 * count);
        return nanos[Math.clamp(rank, 1, count) - 1] / NANOS_PER_MILLI;
    }

    /** Count, p50, p95, p99, p99.9 and the largest. */
    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("count", count);
        if (count > 0) {
            json.put("p50_ms", millis(50)).put("p95_ms", millis(95));
            json.put("p99_ms", millis(99)).put("p999_ms", millis(99.9)).put("max_ms", millis(100));
        }
        return json;
    }

    /** A number with one digit behind the point; a hyphen for none. */
    public static String text(double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.1f", value);
    }
}
