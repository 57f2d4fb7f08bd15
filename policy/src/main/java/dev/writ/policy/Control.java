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

    public Control {
        require(!actor.isBlank(), flag + " needs an actor");
        boolean bypass = flag == Flag.EMERGENCY_GOVERNANCE_BYPASS && value;
        require(!bypass || !reason.isBlank(), flag + " needs a reason");
        require(!bypass || expiresAt.isPresent(), flag + " needs a time at which it expires");
    }

    /** Whether it still holds. */
    public boolean holdsAt(Instant time) {
        return expiresAt.isEmpty() || time.isBefore(expiresAt.get());
    }
}
