package dev.writ.proof.encoding;

import java.util.Base64;

/** Base 64 of RFC 4648, section 4, in its one canonical spelling: padded, on one line, unused bits zero. */
public final class Base64Text {

    private Base64Text() {}

    /** Writes bytes. */
    public static String encode(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /**
     * Reads what {@link #encode} writes, and nothing else.
     *
     * @throws IllegalArgumentException if the text is another spelling, or none
     */
    public static byte[] decode(String text) {
        byte[] bytes = Base64.getDecoder().decode(text);
        if (!encode(bytes).equals(text)) {
            throw new IllegalArgumentException("not canonical base64: " + text);
        }
        return bytes;
    }
}
