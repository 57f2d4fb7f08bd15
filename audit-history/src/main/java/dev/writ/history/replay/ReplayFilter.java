package dev.writ.history.replay;

import java.util.Map;

/**
 * Which events are replayed.
 *
 * @param wanted what an event must name, all of it; empty lets all pass
 * @param blockedOnly whether it must say that something was blocked
 */
public record ReplayFilter(Map<Aspect, String> wanted, boolean blockedOnly) {

    public ReplayFilter {
        wanted = Map.copyOf(wanted);
    }

    /** Whether an event about this is replayed. */
    public boolean matches(Subject subject) {
        return (!blockedOnly || subject.isBlocked())
                && wanted.entrySet().stream().allMatch(want -> subject.names(want.getKey(), want.getValue()));
    }
}
