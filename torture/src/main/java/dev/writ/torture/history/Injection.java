package dev.writ.torture.history;

import java.time.Instant;

/**
 * A fault that was injected.
 *
 * @param kind what was done
 * @param target to which process, topic or agent
 * @param from when it began
 * @param to when it was healed
 * @param tookEffect whether it was seen to take effect
 * @param healed whether its end was seen
 * @param evidence what was seen
 */
public record Injection(
        FaultKind kind, String target, Instant from, Instant to, boolean tookEffect, boolean healed, String evidence) {

    /** The target that is the sinks' database. */
    public static final String POSTGRES = "postgres";

    /** For people. */
    public String place() {
        return kind.word() + " of " + target + " at " + from;
    }
}
