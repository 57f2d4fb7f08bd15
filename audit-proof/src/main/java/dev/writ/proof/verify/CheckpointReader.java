package dev.writ.proof.verify;

import dev.writ.proof.checkpoint.Checkpoint;
import dev.writ.proof.log.LogDirectory;
import dev.writ.proof.log.LogPath;
import dev.writ.proof.note.KeyType;
import dev.writ.proof.note.NoteRefusedException;
import dev.writ.proof.note.SignedNote;
import dev.writ.proof.note.VerifierKey;
import java.io.IOException;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/** Reads a log's checkpoint and says whose it is: the operator's, and of every witness that was named. */
final class CheckpointReader {

    private final Collection<VerifierKey> keys;

    CheckpointReader(Collection<VerifierKey> keys) {
        this.keys = keys;
    }

    /** The checkpoint, signed or not, and those of the known keys that signed it. */
    record Read(Optional<Checkpoint> checkpoint, Set<VerifierKey> signers) {}

    Read read(LogDirectory log, Findings findings) throws IOException {
        Optional<byte[]> bytes = log.checkpoint();
        if (bytes.isEmpty()) {
            findings.add(Verdict.INCOMPLETE, LogPath.CHECKPOINT, "it is missing, so that nothing is proven");
            return new Read(Optional.empty(), Set.of());
        }
        try {
            SignedNote note = SignedNote.parse(bytes.get());
            return new Read(Optional.of(Checkpoint.in(note)), signers(note, findings));
        } catch (NoteRefusedException e) {
            findings.add(Verdict.TAMPERED, LogPath.CHECKPOINT, String.valueOf(e.getMessage()));
            return new Read(Optional.empty(), Set.of());
        }
    }

    private Set<VerifierKey> signers(SignedNote note, Findings findings) {
        Set<VerifierKey> signers;
        try {
            signers = note.signers(keys);
        } catch (NoteRefusedException e) {
            findings.add(Verdict.TAMPERED, LogPath.CHECKPOINT, String.valueOf(e.getMessage()));
            return Set.of();
        }
        if (signers.stream().noneMatch(key -> key.type() == KeyType.ED25519)) {
            findings.add(Verdict.TAMPERED, LogPath.CHECKPOINT, "no known key of the log's operator signed it");
        }
        keys.stream()
                .filter(key -> key.type() == KeyType.COSIGNATURE && !signers.contains(key))
                .forEach(key -> findings.add(
                        Verdict.INCOMPLETE, LogPath.CHECKPOINT, "the witness " + key.name() + " did not cosign it"));
        return signers;
    }
}
