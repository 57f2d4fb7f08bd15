package dev.writ.proof.prove;

import dev.writ.proof.checkpoint.Checkpoint;
import dev.writ.proof.encoding.Base64Text;
import dev.writ.proof.encoding.Decimal;
import dev.writ.proof.entry.Leaf;
import dev.writ.proof.entry.LoggedRecord;
import dev.writ.proof.entry.MalformedEntryException;
import dev.writ.proof.log.LogDirectory;
import dev.writ.proof.log.LogPath;
import dev.writ.proof.log.RecordSegment;
import dev.writ.proof.log.TileSubtrees;
import dev.writ.proof.merkle.Hash;
import dev.writ.proof.merkle.InclusionProof;
import dev.writ.proof.note.NoteRefusedException;
import dev.writ.proof.note.SignedNote;
import dev.writ.proof.note.VerifierKey;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * That a record is in a log, in a text of its own that verifies with nothing but a key (C2SP tlog-proof): the line {@code
 * extra} carries the record in base64, from which its leaf follows.
 *
 * @param record what is proven
 * @param inclusion of its leaf
 * @param checkpoint of a log that has the leaf
 */
public record RecordProof(LoggedRecord record, InclusionProof inclusion, SignedNote checkpoint) {

    private static final String HEAD = "c2sp.org/tlog-proof@v1";
    private static final String EXTRA = "extra ";
    private static final String INDEX = "index ";
    /** A tree of 2^63 leaves has no longer path. */
    private static final int LONGEST_PATH = 63;

    /**
     * The proof of the record of one leaf, out of a log's files.
     *
     * @throws IllegalArgumentException if the log's checkpoint has no such leaf
     * @throws NoSuchFileException if a file that is needed is missing or too short
     * @throws NoteRefusedException if the checkpoint is malformed
     * @throws MalformedEntryException if the records before it cannot be read
     */
    public static RecordProof of(LogDirectory log, long index) throws IOException {
        byte[] note = log.checkpoint().orElseThrow(() -> new NoSuchFileException("checkpoint"));
        SignedNote checkpoint = SignedNote.parse(note);
        InclusionProof inclusion = InclusionProof.in(
                new TileSubtrees(log), index, Checkpoint.in(checkpoint).size());
        return new RecordProof(recordOf(log, index), inclusion, checkpoint);
    }

    private static LoggedRecord recordOf(LogDirectory log, long index) throws IOException {
        long n = index / LogPath.WIDTH;
        try (RecordSegment records = log.records(n).orElseThrow(() -> new NoSuchFileException("records of " + index))) {
            records.readHead();
            for (long before = n * LogPath.WIDTH; before < index; before++) {
                records.next();
            }
            return records.next().orElseThrow(() -> new NoSuchFileException("record of " + index));
        }
    }

    /**
     * Reads a stored proof.
     *
     * @throws ProofRefusedException unless the text is a proof with a record
     */
    public static RecordProof parse(String text) {
        int blank = text.indexOf("\n\n");
        List<String> lines =
                blank < 0 ? List.of() : text.substring(0, blank).lines().toList();
        if (lines.size() < 3
                || lines.size() > 3 + LONGEST_PATH
                || !lines.get(0).equals(HEAD)
                || !lines.get(1).startsWith(EXTRA)
                || !lines.get(2).startsWith(INDEX)) {
            throw new ProofRefusedException("a proof must begin with " + HEAD + ", a record and an index");
        }
        try {
            return new RecordProof(
                    LoggedRecord.of(Base64Text.decode(lines.get(1).substring(EXTRA.length()))),
                    new InclusionProof(
                            Decimal.parse(lines.get(2).substring(INDEX.length())),
                            lines.stream().skip(3).map(Hash::fromBase64).toList()),
                    SignedNote.parse(text.substring(blank + 2)));
        } catch (IllegalArgumentException | MalformedEntryException | NoteRefusedException e) {
            throw new ProofRefusedException("not a proof of a record: " + e.getMessage(), e);
        }
    }

    /** The proof as it is stored. */
    public String text() {
        String head = HEAD + "\n" + EXTRA + Base64Text.encode(record.bytes()) + "\n" + INDEX + inclusion.index() + "\n";
        return inclusion.path().stream().map(hash -> hash.base64() + "\n").collect(Collectors.joining("", head, "\n"))
                + checkpoint;
    }

    /**
     * Whose log the record is in.
     *
     * @return those of the known keys that signed the checkpoint
     * @throws ProofRefusedException if none of them did, or the record is not where the proof says
     */
    public Set<VerifierKey> verify(Collection<VerifierKey> known) {
        try {
            Set<VerifierKey> signers = checkpoint.signers(known);
            Checkpoint signed = Checkpoint.in(checkpoint);
            if (!inclusion.proves(Leaf.of(record).hash(), signed.size(), signed.root())) {
                throw new ProofRefusedException(
                        "the record is not leaf " + inclusion.index() + " of " + signed.origin());
            }
            return signers;
        } catch (NoteRefusedException e) {
            throw new ProofRefusedException(String.valueOf(e.getMessage()), e);
        }
    }
}
