package dev.writ.proof.verify;

/** What a log turned out to be; the later ones are worse. */
public enum Verdict {
    /** Everything is there, and is what was signed. */
    INTACT,
    /** Something is missing; what is there is what was signed. */
    INCOMPLETE,
    /** Something is not what was signed. */
    TAMPERED;

    /** The worse of two. */
    public Verdict or(Verdict other) {
        return compareTo(other) < 0 ? other : this;
    }
}
