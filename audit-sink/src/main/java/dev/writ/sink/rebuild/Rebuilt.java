package dev.writ.sink.rebuild;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What a rebuild came to.
 *
 * @param before what the tables held before
 * @param after what they hold now
 * @param taken from the start of the sink until it had written the last record
 */
public record Rebuilt(Snapshot before, Snapshot after, Duration taken) {

    /** Whether both hold the same records of the log; if not, as records came meanwhile, they cannot be equal. */
    public boolean isComparable() {
        return before.positions().equals(after.positions());
    }

    /** The tables whose rows differ. */
    public List<String> different() {
        return before.contents().entrySet().stream()
                .filter(content -> !content.getValue().equals(after.contents().get(content.getKey())))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Rows written in a second. */
    public long rowsPerSecond() {
        return Math.round(after.rows() / Math.max(taken.toNanos() / 1e9, 1e-9));
    }
}
