package dev.writ.worker.stream;

import dev.writ.schemas.Ids;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/** The text of an attempt as far as it came: its hash and length, without the text. */
final class AttemptText {

    private final MessageDigest digest = Ids.sha256();
    private long characters;
    private long bytes;

    /** Adds the next piece; whole Unicode characters. */
    void add(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        digest.update(utf8);
        bytes += utf8.length;
        characters += text.codePoints().count();
    }

    /** SHA-256 in hex of all pieces together, in UTF-8. */
    String sha256() {
        try {
            return HexFormat.of().formatHex(((MessageDigest) digest.clone()).digest());
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the JDK's SHA-256 can be cloned", e);
        }
    }

    /** Unicode code points, 0 or more. */
    long characters() {
        return characters;
    }

    /** Bytes in UTF-8, 0 or more. */
    long bytes() {
        return bytes;
    }
}
