package dev.writ.launcher.console;

/** The user asked for something that cannot be done as asked; the message is the one line that says why. Exit code 2. */
public final class RefusedException extends RuntimeException {

    /** @param message one line, without a trailing full stop or line break */
    public RefusedException(String message) {
        super(message);
    }

    /** @param message one line, without a trailing full stop or line break */
    public RefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
