package dev.writ.torture.check;

import java.util.List;

/**
 * What came of one check.
 *
 * @param examined how many things it looked at, 0 or more; a result on nothing says nothing
 * @param violations all of them; none if the invariant holds
 */
public record Result(long examined, List<Violation> violations) {

    public Result {
        violations = List.copyOf(violations);
    }

    /** Whether the invariant holds. */
    public boolean holds() {
        return violations.isEmpty();
    }
}
