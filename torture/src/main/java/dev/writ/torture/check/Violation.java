package dev.writ.torture.check;

/**
 * One thing that breaks an invariant.
 *
 * @param place where it shows: a record, a line of a journal, a row, or a fault
 * @param evidence what is there and what should be, in one line
 */
public record Violation(String place, String evidence) {

    @Override
    public String toString() {
        return place + ": " + evidence;
    }
}
