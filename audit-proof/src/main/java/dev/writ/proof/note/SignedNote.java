package dev.writ.proof.note;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Text with signatures. Nothing in the text can be believed before {@link #signers} has said whose it is.
 *
 * @param text ends in a line feed
 * @param signatures one at least
 */
public record SignedNote(String text, List<NoteSignature> signatures) {

    private static final int MOST_SIGNATURES = 100;
    private static final String BLANK_LINE = "\n\n";

    /** @throws NoteRefusedException if it could not be written as a note, or has more than 100 signatures */
    public SignedNote {
        NoteText.check(text);
        signatures = List.copyOf(signatures);
        if (!text.endsWith("\n")) {
            throw new NoteRefusedException("a note's text must end with a line feed");
        }
        if (signatures.isEmpty() || signatures.size() > MOST_SIGNATURES) {
            throw new NoteRefusedException("a note must have 1 to " + MOST_SIGNATURES + " signatures");
        }
    }

    /**
     * Reads a note.
     *
     * @throws NoteRefusedException unless it is a note in UTF-8
     */
    public static SignedNote parse(byte[] bytes) {
        return parse(NoteText.decode(bytes));
    }

    /**
     * Reads a note.
     *
     * @throws NoteRefusedException unless it is a note
     */
    public static SignedNote parse(String note) {
        NoteText.check(note);
        int split = note.lastIndexOf(BLANK_LINE);
        if (split < 0 || !note.endsWith("\n")) {
            throw new NoteRefusedException("a note must be a text, an empty line and signatures");
        }
        List<NoteSignature> signatures = note.substring(split + BLANK_LINE.length())
                .lines()
                .limit(MOST_SIGNATURES + 1L)
                .map(NoteSignature::parse)
                .toList();
        return new SignedNote(note.substring(0, split + 1), signatures);
    }

    /** The text with the signature of one key. */
    public static SignedNote signed(String text, SignerKey key) {
        return new SignedNote(text, List.of(key.sign(text)));
    }

    /** This note with a signature more, in place of earlier ones of the same key. */
    public SignedNote with(NoteSignature signature) {
        List<NoteSignature> all = new ArrayList<>(signatures);
        all.removeIf(each -> each.name().equals(signature.name()) && each.keyId() == signature.keyId());
        all.add(signature);
        return new SignedNote(text, all);
    }

    /** This note with the signatures of these keys only, the first of each. */
    public SignedNote only(Collection<VerifierKey> keys) {
        return new SignedNote(
                text,
                keys.stream()
                        .flatMap(key ->
                                signatures.stream().filter(key::claimedBy).limit(1))
                        .toList());
    }

    /**
     * Which of the known keys signed; signatures of others are passed over.
     *
     * @return one key at least, in the order of the signatures
     * @throws NoteRefusedException if none of them did, or a signature that claims to be a known key's is not
     */
    public Set<VerifierKey> signers(Collection<VerifierKey> known) {
        Set<VerifierKey> signers = new LinkedHashSet<>();
        for (NoteSignature signature : signatures) {
            for (VerifierKey key : known) {
                if (key.claimedBy(signature)) {
                    if (!key.verifies(text, signature)) {
                        throw new NoteRefusedException("the signature of " + key.name() + " does not verify");
                    }
                    signers.add(key);
                }
            }
        }
        if (signers.isEmpty()) {
            String names =
                    signatures.stream().map(NoteSignature::name).distinct().collect(Collectors.joining(", "));
            throw new NoteRefusedException("no known key signed it; its signatures are of " + names);
        }
        return signers;
    }

    /** The note as it is written. */
    @Override
    public String toString() {
        return signatures.stream().map(NoteSignature::line).collect(Collectors.joining("\n", text + "\n", "\n"));
    }
}
