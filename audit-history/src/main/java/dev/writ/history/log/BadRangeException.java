package dev.writ.history.log;

/** The user asked for a part of the log that cannot be; the message is the one line that says why. */
public final class BadRangeException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** @param message one line, without a trailing full stop or line break */
    public BadRangeException(String message) {
        super(message);
    }
}
