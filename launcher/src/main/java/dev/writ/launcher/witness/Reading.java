package dev.writ.launcher.witness;

import dev.writ.proof.checkpoint.Checkpoint;
import dev.writ.proof.merkle.GrownLog;
import java.util.Map;

/**
 * How far a witness has come.
 *
 * @param logs the tree of each log that was read, by its origin, no further than it was cosigned
 * @param checkpoints the offset to go on with in each partition of writ.audit.checkpoints that was read
 */
record Reading(Map<String, GrownLog> logs, Map<Integer, Long> checkpoints) {

    /** That of one that has read nothing. */
    static final Reading NOTHING = new Reading(Map.of(), Map.of());

    Reading {
        logs = Map.copyOf(logs);
        checkpoints = Map.copyOf(checkpoints);
    }

    GrownLog of(String origin) {
        return logs.getOrDefault(origin, GrownLog.UNREAD);
    }

    /** Whether each tree is of a log that was cosigned at least so far: else it is of another key, or of another memory. */
    boolean belongsTo(Map<String, Checkpoint> cosigned) {
        return logs.entrySet().stream().allMatch(log -> {
            Checkpoint last = cosigned.get(log.getKey());
            return last != null && log.getValue().size() <= last.size();
        });
    }
}
