package dev.writ.launcher.cluster;

/**
 * Something that a topic is, and should not be, or need not be.
 *
 * @param weight how bad it is
 * @param text one line, without a trailing full stop
 */
public record Finding(Weight weight, String text) {

    /** How bad a finding is. */
    public enum Weight {
        /** It works; somebody may have wanted it so. */
        NOTE,
        /** Something is lost, refused or decided wrongly. */
        FAULT
    }

    static Finding note(String text) {
        return new Finding(Weight.NOTE, text);
    }

    static Finding fault(String text) {
        return new Finding(Weight.FAULT, text);
    }
}
