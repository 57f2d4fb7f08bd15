package dev.writ.proof.checkpoint;

import dev.writ.proof.encoding.Decimal;
import dev.writ.proof.merkle.Frontier;
import dev.writ.proof.merkle.Hash;
import dev.writ.proof.note.NoteRefusedException;
import dev.writ.proof.note.SignedNote;
import dev.writ.proof.note.SignerKey;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A log at one size.
 *
 * @param origin which log
 * @param size the number of its leaves
 * @param root the tree hash over them
 * @param extensions further lines, which nothing here looks at; none is empty
 */
public record Checkpoint(String origin, long size, Hash root, List<String> extensions) {

    private static final int LINES = 3;

    /** @throws NoteRefusedException if a line is empty or has a line feed, or the size is negative */
    public Checkpoint {
        extensions = List.copyOf(extensions);
        boolean broken = Stream.concat(Stream.of(origin), extensions.stream())
                .anyMatch(line -> line.isEmpty() || line.indexOf('\n') >= 0);
        if (broken || size < 0) {
            throw new NoteRefusedException("a checkpoint must have an origin, a size and no empty line");
        }
    }

    /** The checkpoint of a log whose leaves a frontier stands for. */
    public static Checkpoint of(String origin, Frontier frontier) {
        return new Checkpoint(origin, frontier.size(), frontier.root(), List.of());
    }

    /**
     * The checkpoint that a note says.
     *
     * @throws NoteRefusedException unless the note's text is a checkpoint's; who signed it is not looked at
     */
    public static Checkpoint in(SignedNote note) {
        List<String> lines = List.of(note.text().split("\n", -1));
        if (lines.size() <= LINES) {
            throw new NoteRefusedException("a checkpoint must have three lines: origin, size and root");
        }
        try {
            return new Checkpoint(
                    lines.get(0),
                    Decimal.parse(lines.get(1)),
                    Hash.fromBase64(lines.get(2)),
                    lines.subList(LINES, lines.size() - 1));
        } catch (IllegalArgumentException e) {
            throw new NoteRefusedException("a checkpoint's second line must be a size and its third a hash", e);
        }
    }

    /** The text of its note. */
    public String text() {
        return Stream.concat(Stream.of(origin, Long.toString(size), root.base64()), extensions.stream())
                .collect(Collectors.joining("\n", "", "\n"));
    }

    /** The note that says it. */
    public SignedNote signedBy(SignerKey key) {
        return SignedNote.signed(text(), key);
    }
}
