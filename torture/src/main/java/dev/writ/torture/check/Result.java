package dev.writ.torture.check;

import java.util.List;

/**
 * What came of one check.
 *
 * @param examined how many things it looked at, 0 or more; a result on nothing says nothing
 * @param violations all of them; none if the invariant holds
 * @param notes what could not be told, each in one line
 */
public record Result(long examined, List<Violation> violations, List<String> notes) {

    public Result {
        violations = List.copyOf(violations);
        notes = List.copyOf(notes);
    }

    /** Whether the invariant holds. */
    public boolean holds() {
        return violations.isEmpty();
    }
}
