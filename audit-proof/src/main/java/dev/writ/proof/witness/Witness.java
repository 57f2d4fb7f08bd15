package dev.writ.proof.witness;

import dev.writ.proof.checkpoint.Checkpoint;
import dev.writ.proof.merkle.ConsistencyProof;
import dev.writ.proof.merkle.Hash;
import dev.writ.proof.merkle.TreeHash;
import dev.writ.proof.note.NoteRefusedException;
import dev.writ.proof.note.NoteSignature;
import dev.writ.proof.note.SignedNote;
import dev.writ.proof.note.SignerKey;
import dev.writ.proof.note.VerifierKey;
import dev.writ.proof.witness.WitnessAnswer.Conflict;
import dev.writ.proof.witness.WitnessAnswer.Cosigned;
import dev.writ.proof.witness.WitnessAnswer.Reason;
import dev.writ.proof.witness.WitnessAnswer.Refused;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Sees to it that a log shows everybody the same history: it cosigns only what grew out of what it cosigned before, and
 * remembers it first. Several threads may call it.
 */
public final class Witness {

    private final SignerKey key;
    private final Map<String, List<VerifierKey>> logs;
    private final WitnessStore store;
    private final InstantSource clock;

    /**
     * @param key of type COSIGNATURE
     * @param logs the keys of each log that is followed, by its origin
     * @param store its memory, which it shares with no other witness
     * @param clock when checkpoints are seen
     */
    public Witness(SignerKey key, Map<String, List<VerifierKey>> logs, WitnessStore store, InstantSource clock) {
        this.key = key;
        this.logs = Map.copyOf(logs);
        this.store = store;
        this.clock = clock;
    }

    /**
     * Cosigns a checkpoint, or says why not.
     *
     * @throws IOException if the last checkpoint cannot be read or this one not be remembered; nothing is cosigned then
     */
    public synchronized WitnessAnswer add(Submission submission) throws IOException {
        SignedNote note = submission.checkpoint();
        Checkpoint checkpoint;
        try {
            checkpoint = Checkpoint.in(note);
        } catch (NoteRefusedException e) {
            return new Refused(Reason.MALFORMED, String.valueOf(e.getMessage()));
        }
        List<VerifierKey> keys = logs.get(checkpoint.origin());
        if (keys == null) {
            return new Refused(Reason.UNKNOWN_LOG, "the log " + checkpoint.origin() + " is not followed");
        }
        Set<VerifierKey> signers;
        try {
            signers = note.signers(keys);
        } catch (NoteRefusedException e) {
            return new Refused(Reason.UNSIGNED, String.valueOf(e.getMessage()));
        }
        if (submission.oldSize() > checkpoint.size()) {
            return new Refused(Reason.MALFORMED, "the checkpoint is smaller than the old size");
        }
        return compare(submission, checkpoint, note.only(signers));
    }

    private WitnessAnswer compare(Submission submission, Checkpoint checkpoint, SignedNote note) throws IOException {
        Optional<Checkpoint> last = store.last(checkpoint.origin()).map(Checkpoint::in);
        long size = last.map(Checkpoint::size).orElse(0L);
        if (submission.oldSize() != size) {
            return new Conflict(size);
        }
        Hash root = last.map(Checkpoint::root).orElse(TreeHash.EMPTY);
        ConsistencyProof proof = new ConsistencyProof(size, checkpoint.size(), submission.proof());
        if (!proof.proves(root, checkpoint.root())) {
            String what = "the log of " + checkpoint.size() + " leaves did not grow out of that of " + size;
            return new Refused(Reason.INCONSISTENT, what);
        }
        NoteSignature cosignature = key.cosign(note.text(), clock.instant());
        store.put(note.with(cosignature));
        return new Cosigned(cosignature);
    }
}
