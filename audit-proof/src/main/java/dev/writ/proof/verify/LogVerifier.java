package dev.writ.proof.verify;

import dev.writ.proof.checkpoint.Checkpoint;
import dev.writ.proof.log.LogDirectory;
import dev.writ.proof.log.LogPath;
import dev.writ.proof.merkle.Hash;
import dev.writ.proof.note.NoteRefusedException;
import dev.writ.proof.note.SignedNote;
import dev.writ.proof.note.VerifierKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Verifies one exported log: values against leaves, leaves against tiles, tiles against the checkpoint's root, the
 * checkpoint against the keys and against one known before. Everything is computed anew, bundle by bundle, in memory that
 * does not depend on the log's size.
 */
public final class LogVerifier {

    private final List<VerifierKey> keys;

    /** @param keys the operator's, and those of witnesses that have to have cosigned */
    public LogVerifier(Collection<VerifierKey> keys) {
        this.keys = List.copyOf(keys);
    }

    /**
     * The checkpoint in a note that somebody remembered.
     *
     * @throws NoteRefusedException unless one of the keys signed it: what anybody could have written proves nothing
     */
    public Checkpoint known(SignedNote note) {
        Checkpoint checkpoint = Checkpoint.in(note);
        note.signers(keys);
        return checkpoint;
    }

    /**
     * Verifies the log in a folder.
     *
     * @param known a checkpoint of this log from elsewhere, with which it has to be consistent
     * @throws IOException if a file is there and cannot be read
     */
    public LogReport verify(Path directory, Optional<Checkpoint> known) throws IOException {
        Findings findings = new Findings();
        LogDirectory log = new LogDirectory(directory);
        CheckpointReader.Read read = new CheckpointReader(keys).read(log, findings);
        Optional<Checkpoint> checkpoint = read.checkpoint();
        known.ifPresent(before -> compare(checkpoint, before, findings));
        long bundles = log.bundles();
        long size = checkpoint.isPresent() ? checkpoint.get().size() : sizeOf(log, bundles);
        TreeVerifier tree = new TreeVerifier(log, findings, known);
        if (verifyLeaves(log, size, bundles, tree, findings)) {
            tree.finish(checkpoint);
        }
        return new LogReport(
                checkpoint
                        .map(Checkpoint::origin)
                        .orElse(String.valueOf(directory.toAbsolutePath().getFileName())),
                checkpoint,
                read.signers(),
                findings.verdict(),
                findings.listed(),
                findings.unlisted());
    }

    /** Whether each leaf's hash is known. */
    private static boolean verifyLeaves(LogDirectory log, long size, long bundles, TreeVerifier tree, Findings findings)
            throws IOException {
        BundleVerifier verifier = new BundleVerifier(log, findings);
        boolean whole = true;
        long first = 0;
        for (long n = 0; n < bundles && first < size; n++) {
            int width = (int) Math.min(LogPath.WIDTH, size - first);
            List<Hash> leaves = verifier.verify(n, width, first + width == size);
            if (whole) {
                for (Hash leaf : leaves) {
                    tree.append(leaf);
                }
            }
            whole = whole && leaves.size() == width;
            first += width;
        }
        if (first < size) {
            findings.atLeaf(
                    Verdict.INCOMPLETE,
                    LogPath.ENTRIES,
                    first,
                    "the leaves from here to " + (size - 1) + " are missing");
        } else if (bundles > 0 && (bundles - 1) * LogPath.WIDTH >= size) {
            findings.atLeaf(Verdict.INCOMPLETE, LogPath.RECORDS, size, "there are records behind the checkpoint's end");
        }
        return whole && first == size;
    }

    private static void compare(Optional<Checkpoint> checkpoint, Checkpoint before, Findings findings) {
        if (checkpoint.isPresent() && !checkpoint.get().origin().equals(before.origin())) {
            findings.add(
                    Verdict.TAMPERED,
                    LogPath.CHECKPOINT,
                    "it is of another log than the known one, " + before.origin());
        } else if (checkpoint.isPresent() && checkpoint.get().size() < before.size()) {
            findings.atLeaf(
                    Verdict.INCOMPLETE,
                    LogPath.CHECKPOINT,
                    checkpoint.get().size(),
                    "the log ends here, the known checkpoint has " + before.size() + " leaves");
        }
    }

    /** Without a checkpoint, the leaves that are there. */
    private static long sizeOf(LogDirectory log, long bundles) throws IOException {
        return bundles == 0 ? 0 : (bundles - 1) * LogPath.WIDTH + log.widthOfBundle(bundles - 1);
    }
}
