package dev.writ.proof.entry;

/** Bytes that should be a leaf or a record are none; the message is one line that says what was found. */
public final class MalformedEntryException extends RuntimeException {

    /** @param message one line, without a trailing full stop or line break */
    public MalformedEntryException(String message) {
        super(message);
    }
}
