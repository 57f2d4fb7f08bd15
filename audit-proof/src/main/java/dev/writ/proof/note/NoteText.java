package dev.writ.proof.note;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** What characters may stand where in a note. */
final class NoteText {

    private static final int NEXT_LINE = 0x85;

    private NoteText() {}

    /**
     * The text of these bytes.
     *
     * @throws NoteRefusedException unless it is UTF-8 without control characters other than line feeds
     */
    static String decode(byte[] bytes) {
        try {
            return check(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            throw new NoteRefusedException("a note must be UTF-8", e);
        }
    }

    /**
     * The text, if it may stand in a note.
     *
     * @throws NoteRefusedException unless UTF-8 can say it, without control characters other than line feeds
     */
    static String check(String text) {
        boolean control = text.chars().anyMatch(each -> each < ' ' && each != '\n');
        if (control || !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new NoteRefusedException("a note must have no control characters but line feeds");
        }
        return text;
    }

    /**
     * The name, if a key may have it.
     *
     * @throws NoteRefusedException unless it can be a key's name: not empty, without spaces and plus signs
     */
    static String checkName(String name) {
        check(name);
        if (name.isEmpty() || name.codePoints().anyMatch(each -> each == '+' || isSpace(each))) {
            throw new NoteRefusedException("a key's name must have no spaces and no plus signs: '" + name + "'");
        }
        return name;
    }

    private static boolean isSpace(int codePoint) {
        return Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint) || codePoint == NEXT_LINE;
    }
}
