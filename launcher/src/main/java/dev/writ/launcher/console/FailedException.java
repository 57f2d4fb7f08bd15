package dev.writ.launcher.console;

/** A command cannot do its work now; the message is the one line that says why. Exit code 1. */
public final class FailedException extends RuntimeException {

    /** @param message one line, without a trailing full stop or line break */
    public FailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
