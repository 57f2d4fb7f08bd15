package dev.writ.torture.check;

import java.util.ArrayList;
import java.util.List;

/** Counts what a check looks at, and keeps what is wrong. For one thread. */
final class Tally {

    private final List<Violation> violations = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private long examined;

    /** One more thing is looked at. */
    void examine() {
        examine(1);
    }

    /** So many more things are looked at. */
    void examine(long count) {
        examined += count;
    }

    /** Something is wrong at a place. */
    void wrong(String place, String evidence) {
        violations.add(new Violation(place, evidence));
    }

    /** Something is wrong at a place unless the condition holds. */
    void require(boolean condition, String place, String evidence) {
        if (!condition) {
            wrong(place, evidence);
        }
    }

    /** Something could not be told, which is not wrong. */
    void note(String line) {
        notes.add(line);
    }

    Result result() {
        return new Result(examined, violations, notes);
    }
}
