package dev.writ.policy;

import static dev.writ.policy.InvalidPolicyException.require;

import dev.writ.schemas.event.Maturity;

/**
 * Confidence in integer ten-thousandths, and the maturity that follows from it.
 *
 * @param studentStart what a new STUDENT starts with
 * @param intern least confidence of an INTERN
 * @param supervised least confidence of a SUPERVISED agent
 * @param autonomous least confidence of an AUTONOMOUS agent
 */
public record ConfidenceScale(int studentStart, int intern, int supervised, int autonomous) {

    /** Least confidence. */
    public static final int LEAST = 0;

    /** Most confidence. */
    public static final int MOST = 10_000;

    public ConfidenceScale {
        require(
                LEAST <= studentStart
                        && studentStart < intern
                        && intern < supervised
                        && supervised < autonomous
                        && autonomous <= MOST,
                "confidence levels must rise within 0 to 10000: student start, intern, supervised, autonomous");
    }

    /** The maturity that the confidence has earned. */
    public Maturity maturityOf(int confidence) {
        if (confidence >= autonomous) {
            return Maturity.AUTONOMOUS;
        }
        if (confidence >= supervised) {
            return Maturity.SUPERVISED;
        }
        return confidence >= intern ? Maturity.INTERN : Maturity.STUDENT;
    }

    /** The confidence that a new agent of the maturity starts with. */
    public int startOf(Maturity maturity) {
        return switch (maturity) {
            case STUDENT -> studentStart;
            case INTERN -> intern;
            case SUPERVISED -> supervised;
            case AUTONOMOUS -> autonomous;
        };
    }

    /** The confidence after a change, kept within 0 to 10000. */
    public static int moved(int confidence, int delta) {
        return Math.clamp((long) confidence + delta, LEAST, MOST);
    }
}
