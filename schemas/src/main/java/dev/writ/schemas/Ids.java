package dev.writ.schemas;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

/** Identifiers that follow from their input, so that whatever is retried is the same thing again. */
public final class Ids {

    private static final int MOST_CHARACTERS = 128;

    private Ids() {}

    /**
     * A UUID of version 8 (RFC 9562, section 5.8) out of the SHA-256 of the parts.
     *
     * @param kind what the id names, so that equal parts of two kinds differ
     * @param parts what it follows from; each is framed by its length, so that ("ab", "c") and ("a", "bc") differ
     */
    public static String derive(String kind, Object... parts) {
        MessageDigest digest = sha256();
        frame(digest, kind);
        for (Object part : parts) {
            frame(digest, part.toString());
        }
        ByteBuffer hash = ByteBuffer.wrap(digest.digest());
        long high = (hash.getLong() & 0xFFFF_FFFF_FFFF_0FFFL) | 0x8000L;
        long low = (hash.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low).toString();
    }

    /** The execution that answers a request. */
    public static String executionOf(String requestId) {
        return derive("execution", requestId);
    }

    /** The decision on a request. */
    public static String decisionOf(String requestId) {
        return derive("decision", requestId);
    }

    /** The command by which an execution's end moves its agent's confidence. */
    public static String outcomeOf(String executionId) {
        return derive("outcome", executionId);
    }

    /** Whether the text has the form of an identifier: 1 to 128 letters, digits, dots, underscores, colons, hyphens. */
    public static boolean isValid(String id) {
        if (id.isEmpty() || id.length() > MOST_CHARACTERS) {
            return false;
        }
        // A regular expression takes longer, and each request has several ids.
        for (int at = 0; at < id.length(); at++) {
            if (!mayStandInAnId(id.charAt(at))) {
                return false;
            }
        }
        return true;
    }

    private static boolean mayStandInAnId(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '.'
                || c == '_'
                || c == ':'
                || c == '-';
    }

    /** SHA-256 in lower-case hex. */
    public static String sha256Hex(byte[] bytes) {
        return HexFormat.of().formatHex(sha256().digest(bytes));
    }

    private static void frame(MessageDigest digest, String part) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
        digest.update(bytes);
    }

    /** A new digest. */
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
