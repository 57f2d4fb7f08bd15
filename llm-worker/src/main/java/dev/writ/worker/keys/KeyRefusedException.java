package dev.writ.worker.keys;

/** A key cannot be had, or a sealed file not be opened; the message is one line without a secret. */
public final class KeyRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** @param message one line, without a key or a passphrase */
    public KeyRefusedException(String message) {
        super(message);
    }
}
