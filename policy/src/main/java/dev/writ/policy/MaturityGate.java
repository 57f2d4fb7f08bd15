package dev.writ.policy;

import dev.writ.schemas.event.Maturity;

/** Complexity 1 to 4 needs maturity 1 to 4. */
public final class MaturityGate {

    /** Least complexity. */
    public static final int LEAST = 1;

    /** Most complexity. */
    public static final int MOST = 4;

    private MaturityGate() {}

    /** The most complex action that the maturity permits, 1 to 4. */
    public static int mostComplexity(Maturity maturity) {
        return switch (maturity) {
            case STUDENT -> 1;
            case INTERN -> 2;
            case SUPERVISED -> 3;
            case AUTONOMOUS -> 4;
        };
    }

    /** The least maturity that permits the complexity, 1 to 4. */
    public static Maturity required(int complexity) {
        return switch (complexity) {
            case 1 -> Maturity.STUDENT;
            case 2 -> Maturity.INTERN;
            case 3 -> Maturity.SUPERVISED;
            case 4 -> Maturity.AUTONOMOUS;
            default -> throw new InvalidPolicyException("complexity must be 1 to 4, not " + complexity);
        };
    }

    /** Whether the maturity permits the complexity. */
    public static boolean permits(Maturity maturity, int complexity) {
        return mostComplexity(maturity) >= complexity;
    }
}
