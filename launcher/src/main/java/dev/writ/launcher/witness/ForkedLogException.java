package dev.writ.launcher.witness;

import dev.writ.proof.checkpoint.Checkpoint;

/** The operator signed what is not the history that the witness knows; the message is one line. */
final class ForkedLogException extends RuntimeException {

    ForkedLogException(Checkpoint signed, String what) {
        super("INCONSISTENT " + signed.origin() + ": the checkpoint of " + signed.size() + " records with root "
                + signed.root().base64() + " " + what);
    }
}
