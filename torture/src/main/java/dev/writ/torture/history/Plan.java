package dev.writ.torture.history;

import java.time.Duration;
import java.util.Set;

/**
 * What was to be done in a run.
 *
 * @param perSecond requests a second, 1 or more
 * @param load for how long
 * @param faults the kinds that were to be injected
 */
public record Plan(int perSecond, Duration load, Set<FaultKind> faults) {

    public Plan {
        faults = Set.copyOf(faults);
    }

    /** How many requests that comes to, in whole seconds. */
    public long requests() {
        return perSecond * load.toSeconds();
    }
}
