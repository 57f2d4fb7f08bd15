package dev.writ.worker.control;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The latest cancels by execution, the first of each, also of executions that are not here: they may come yet. */
final class RememberedCancels {

    private final Map<String, Stop> cancels;

    /** @param most how many are remembered; the oldest are forgotten first */
    RememberedCancels(int most) {
        this.cancels = new LinkedHashMap<>() {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Stop> eldest) {
                return size() > most;
            }
        };
    }

    /** Remembers a cancel, unless there was one before, and returns the first. */
    synchronized Stop remember(String executionId, Stop cancel) {
        Stop first = cancels.putIfAbsent(executionId, cancel);
        return first == null ? cancel : first;
    }

    synchronized Optional<Stop> of(String executionId) {
        return Optional.ofNullable(cancels.get(executionId));
    }
}
