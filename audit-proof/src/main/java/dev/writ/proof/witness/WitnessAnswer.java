package dev.writ.proof.witness;

import dev.writ.proof.note.NoteSignature;

/** What a witness says to a checkpoint. */
public sealed interface WitnessAnswer {

    /**
     * The checkpoint grew out of the last one, and is the last one now.
     *
     * @param cosignature to be added to the checkpoint's note
     */
    record Cosigned(NoteSignature cosignature) implements WitnessAnswer {}

    /**
     * The proof begins at another size than the last checkpoint has.
     *
     * @param size of the last checkpoint, 0 if there is none: where a proof has to begin
     */
    record Conflict(long size) implements WitnessAnswer {}

    /**
     * The checkpoint is not cosigned.
     *
     * @param reason in general
     * @param what one line
     */
    record Refused(Reason reason, String what) implements WitnessAnswer {}

    /** Why a checkpoint is not cosigned. */
    enum Reason {
        /** It is no checkpoint, or smaller than where its proof begins. */
        MALFORMED,
        /** The witness does not follow this log. */
        UNKNOWN_LOG,
        /** No key of the log signed it. */
        UNSIGNED,
        /** It did not grow out of the last one: the log shows different histories. */
        INCONSISTENT
    }
}
