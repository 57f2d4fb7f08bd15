package dev.writ.proof.witness;

import dev.writ.proof.encoding.Decimal;
import dev.writ.proof.merkle.Hash;
import dev.writ.proof.note.NoteRefusedException;
import dev.writ.proof.note.SignedNote;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A checkpoint on its way to a witness, as the body of add-checkpoint (C2SP tlog-witness).
 *
 * @param oldSize the size of the last checkpoint that the witness cosigned, 0 if there is none
 * @param proof that the log grew from there
 * @param checkpoint what to cosign
 */
public record Submission(long oldSize, List<Hash> proof, SignedNote checkpoint) {

    private static final String OLD = "old ";
    private static final int LONGEST_PROOF = 63;

    /** @throws NoteRefusedException if the proof is longer than any could be */
    public Submission {
        proof = List.copyOf(proof);
        if (proof.size() > LONGEST_PROOF) {
            throw new NoteRefusedException("a consistency proof has at most " + LONGEST_PROOF + " hashes");
        }
    }

    /**
     * Reads the body of a request.
     *
     * @throws NoteRefusedException unless it is such a body
     */
    public static Submission parse(String body) {
        int blank = body.indexOf("\n\n");
        if (!body.startsWith(OLD) || blank < 0) {
            throw new NoteRefusedException("a submission must be an old size, hashes, an empty line and a checkpoint");
        }
        List<String> lines = List.of(body.substring(OLD.length(), blank).split("\n", -1));
        try {
            return new Submission(
                    Decimal.parse(lines.getFirst()),
                    lines.stream().skip(1).map(Hash::fromBase64).toList(),
                    SignedNote.parse(body.substring(blank + 2)));
        } catch (IllegalArgumentException e) {
            throw new NoteRefusedException("a submission's size and hashes must be decimal and base64", e);
        }
    }

    /** The body. */
    public String text() {
        return proof.stream()
                        .map(hash -> hash.base64() + "\n")
                        .collect(Collectors.joining("", OLD + oldSize + "\n", "\n"))
                + checkpoint;
    }
}
