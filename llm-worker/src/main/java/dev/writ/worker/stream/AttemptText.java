package dev.writ.worker.stream;

import dev.writ.schemas.Ids;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/** The text of an attempt as far as it came: its hash and length, without the text. */
public final class AttemptText {

    private final MessageDigest digest = Ids.sha256();
    private long characters;

    /** Adds the next piece; whole Unicode characters. */
    public void add(String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        characters += text.codePoints().count();
    }

    /** SHA-256 in hex of all pieces together, in UTF-8. */
    public String sha256() {
        try {
            return HexFormat.of().formatHex(((MessageDigest) digest.clone()).digest());
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the JDK's SHA-256 can be cloned", e);
        }
    }

    /** Unicode code points, 0 or more. */
    public long characters() {
        return characters;
    }
}
