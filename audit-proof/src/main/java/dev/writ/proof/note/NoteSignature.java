package dev.writ.proof.note;

import dev.writ.proof.encoding.Base64Text;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * One signature line of a note.
 *
 * @param name who signed, by what the line says
 * @param base64 the key's id in 4 bytes, then the signature
 */
public record NoteSignature(String name, String base64) {

    private static final String DASH = "\u2014 ";

    /** @throws NoteRefusedException if the name cannot be a key's, or the rest is no signature */
    public NoteSignature {
        NoteText.checkName(name);
        try {
            if (Base64Text.decode(base64).length <= Integer.BYTES) {
                throw new NoteRefusedException("a signature must not be empty");
            }
        } catch (IllegalArgumentException e) {
            throw new NoteRefusedException("a signature must be canonical base64", e);
        }
    }

    static NoteSignature of(VerifierKey key, byte[] signature) {
        byte[] bytes = ByteBuffer.allocate(Integer.BYTES + signature.length)
                .putInt(key.id())
                .put(signature)
                .array();
        return new NoteSignature(key.name(), Base64Text.encode(bytes));
    }

    /**
     * Reads a signature line.
     *
     * @throws NoteRefusedException unless it is a signature line, given without its line feed
     */
    public static NoteSignature parse(String line) {
        int space = line.indexOf(' ', DASH.length());
        if (!line.startsWith(DASH) || space < 0) {
            throw new NoteRefusedException("a signature line must be a dash, a name and a signature");
        }
        return new NoteSignature(line.substring(DASH.length(), space), line.substring(space + 1));
    }

    /** The line, without its line feed. */
    public String line() {
        return DASH + name + " " + base64;
    }

    int keyId() {
        return ByteBuffer.wrap(Base64Text.decode(base64)).getInt();
    }

    /** The signature behind the key's id. */
    byte[] bytes() {
        byte[] all = Base64Text.decode(base64);
        return Arrays.copyOfRange(all, Integer.BYTES, all.length);
    }
}
