package dev.writ.proof.prove;

/** A proof is malformed or proves nothing; the message is one line that says why. */
public final class ProofRefusedException extends RuntimeException {

    /** @param message one line, without a trailing full stop or line break */
    public ProofRefusedException(String message) {
        super(message);
    }

    /** @param message one line, without a trailing full stop or line break */
    public ProofRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
