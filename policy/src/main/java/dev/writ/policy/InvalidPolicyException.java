package dev.writ.policy;

/** A policy, control or agent setting breaks an invariant; the message says which, for a person. */
public final class InvalidPolicyException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    public InvalidPolicyException(String message) {
        super(message);
    }

    static void require(boolean holds, String message) {
        if (!holds) {
            throw new InvalidPolicyException(message);
        }
    }
}
