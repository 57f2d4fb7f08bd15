package dev.writ.proof.note;

/** A note or a key is malformed, or nobody known signed it; the message is one line that says why. */
public final class NoteRefusedException extends RuntimeException {

    /** @param message one line, without a trailing full stop or line break */
    public NoteRefusedException(String message) {
        super(message);
    }

    /** @param message one line, without a trailing full stop or line break */
    public NoteRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
