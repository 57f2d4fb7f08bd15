package dev.writ.policy;

import static dev.writ.policy.InvalidPolicyException.require;

import java.time.Instant;
import java.util.Optional;

/**
 * A flag as somebody set it. What weighs most, the bypass and the stop, cannot be set without a reason.
 *
 * @param flag the flag
 * @param value its value until it expires
 * @param actor who set it; not blank
 * @param reason why; not blank for a bypass and for whatever is done to a stop
 * @param expiresAt from here on the default holds again; a bypass must have one
 * @param changedAt when it was set
 * @param workspaceId the workspace that a stop is for; empty with every other flag
 */
public record Control(
        Flag flag,
        boolean value,
        String actor,
        String reason,
        Optional<Instant> expiresAt,
        Instant changedAt,
        Optional<String> workspaceId) {

    private static final int LONGEST_ACTOR = 128;
    private static final int LONGEST_REASON = 1_000;
    private static final int LONGEST_WORKSPACE = 128;

    public Control {
        require(
                !actor.isBlank() && actor.length() <= LONGEST_ACTOR,
                flag + " needs an actor of 1 to " + LONGEST_ACTOR + " characters");
        require(
                reason.length() <= LONGEST_REASON,
                flag + " needs a reason of " + LONGEST_REASON + " characters at most");
        boolean bypass = flag == Flag.EMERGENCY_GOVERNANCE_BYPASS && value;
        boolean stop = flag == Flag.EMERGENCY_STOP;
        require(!(bypass || stop) || !reason.isBlank(), flag + " needs a reason");
        require(!bypass || expiresAt.isPresent(), flag + " needs a time at which it expires");
        require(stop || workspaceId.isEmpty(), flag + " is not for one workspace");
        require(
                !stop || workspaceId.filter(Control::isWorkspace).isPresent(),
                flag + " needs a workspace of 1 to " + LONGEST_WORKSPACE + " characters");
    }

    /** What it is the latest setting of: the flag, or the stop of one workspace. */
    public String key() {
        return workspaceId.map(workspace -> flag + ":" + workspace).orElse(flag.name());
    }

    /** Whether it still holds. */
    public boolean holdsAt(Instant time) {
        return expiresAt.isEmpty() || time.isBefore(expiresAt.get());
    }

    /** Whether it holds, and differs from the flag's default. */
    public boolean departsAt(Instant time) {
        return holdsAt(time) && value != flag.defaultValue();
    }

    private static boolean isWorkspace(String id) {
        return !id.isBlank() && id.length() <= LONGEST_WORKSPACE;
    }
}
