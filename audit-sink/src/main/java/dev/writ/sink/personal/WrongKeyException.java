package dev.writ.sink.personal;

/** The key-encryption key is not the one that a subject's key was encrypted with; nothing but the right one helps. */
public final class WrongKeyException extends RuntimeException {
    private static final long serialVersionUID = 1;

    WrongKeyException(String subject) {
        super("the key in " + KeyEncryptionKey.SETTING + " does not open the stored key of " + subject);
    }
}
