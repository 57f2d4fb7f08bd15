package dev.writ.policy;

import static dev.writ.policy.InvalidPolicyException.require;

import dev.writ.schemas.event.FeedbackKind;

/**
 * How outcomes and feedback move confidence, in ten-thousandths.
 *
 * @param success after a success; 0 or more
 * @param failure after a failure; 0 or less
 * @param trustedCorrection after a correction by a trusted reviewer; 0 or less
 * @param correction after any other correction; 0 or less
 * @param highPositive after a high positive rating; 0 or more
 */
public record ConfidenceDeltas(int success, int failure, int trustedCorrection, int correction, int highPositive) {

    public ConfidenceDeltas {
        require(inRange(success) && inRange(highPositive), "success and high positive deltas must be 0 to 10000");
        require(
                inRange(-failure) && inRange(-trustedCorrection) && inRange(-correction),
                "failure and correction deltas must be -10000 to 0");
    }

    /** The change that an outcome makes. */
    public int of(Outcome outcome) {
        return switch (outcome) {
            case SUCCESS -> success;
            case FAILURE -> failure;
            case NEUTRAL -> 0;
        };
    }

    /** The change that feedback makes. */
    public int of(FeedbackKind feedback) {
        return switch (feedback) {
            case CORRECTION -> correction;
            case TRUSTED_CORRECTION -> trustedCorrection;
            case HIGH_POSITIVE -> highPositive;
        };
    }

    private static boolean inRange(int size) {
        return size >= 0 && size <= ConfidenceScale.MOST;
    }
}
