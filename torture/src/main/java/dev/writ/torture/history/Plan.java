package dev.writ.torture.history;

import java.time.Duration;

/**
 * What was to be done in a run.
 *
 * @param perSecond requests a second, 1 or more
 * @param load for how long
 * @param faults how many were to be injected, 0 or more
 */
public record Plan(int perSecond, Duration load, int faults) {

    /** How many requests that comes to, in whole seconds. */
    public long requests() {
        return perSecond * load.toSeconds();
    }
}
