package dev.writ.policy;

import static dev.writ.policy.InvalidPolicyException.require;

import java.time.Instant;
import java.util.Optional;

/**
 * A flag as somebody set it.
 *
 * @param flag the flag
 * @param value its value until it expires
 * @param actor who set it; not blank
 * @param reason why; not blank for a bypass
 * @param expiresAt from here on the default holds again; a bypass must have one
 * @param changedAt when it was set
 */
public record Control(
        Flag flag, boolean value, String actor, String reason, Optional<Instant> expiresAt, Instant changedAt) {

    private static final int LONGEST_ACTOR = 128;
    private static final int LONGEST_REASON = 1_000;

    public Control {
        require(
                !actor.isBlank() && actor.length() <= LONGEST_ACTOR,
                flag + " needs an actor of 1 to " + LONGEST_ACTOR + " characters");
        require(
                reason.length() <= LONGEST_REASON,
                flag + " needs a reason of " + LONGEST_REASON + " characters at most");
        boolean bypass = flag == Flag.EMERGENCY_GOVERNANCE_BYPASS && value;
        require(!bypass || !reason.isBlank(), flag + " needs a reason");
        require(!bypass || expiresAt.isPresent(), flag + " needs a time at which it expires");
    }

    /** Whether it still holds. */
    public boolean holdsAt(Instant time) {
        return expiresAt.isEmpty() || time.isBefore(expiresAt.get());
    }
}
