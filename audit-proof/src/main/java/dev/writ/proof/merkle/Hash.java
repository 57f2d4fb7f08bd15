package dev.writ.proof.merkle;

import dev.writ.proof.encoding.Base64Text;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A SHA-256 hash: 32 bytes that never change. */
public final class Hash {

    /** Bytes in a hash. */
    public static final int BYTES = 32;

    /** To make one takes a search for who provides it. */
    private static final ThreadLocal<MessageDigest> SHA_256 = ThreadLocal.withInitial(Hash::newDigest);

    private final byte[] bytes;

    private Hash(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a hash has " + BYTES + " bytes, not " + bytes.length);
        }
        this.bytes = bytes;
    }

    /**
     * The hash of these 32 bytes.
     *
     * @throws IllegalArgumentException unless there are 32 bytes
     */
    public static Hash of(byte[] bytes) {
        return new Hash(bytes.clone());
    }

    /** Takes 32 bytes from a buffer. */
    public static Hash from(ByteBuffer buffer) {
        byte[] bytes = new byte[BYTES];
        buffer.get(bytes);
        return new Hash(bytes);
    }

    /**
     * Reads what {@link #base64} gave.
     *
     * @throws IllegalArgumentException unless it is canonical base64 of 32 bytes
     */
    public static Hash fromBase64(String text) {
        return new Hash(Base64Text.decode(text));
    }

    /** Hashes the parts, one after another. */
    public static Hash sha256(byte[]... parts) {
        MessageDigest digest = SHA_256.get();
        digest.reset();
        for (byte[] part : parts) {
            digest.update(part);
        }
        return new Hash(digest.digest());
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** A copy of the bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** The bytes in canonical base64. */
    public String base64() {
        return Base64Text.encode(bytes);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Hash hash && Arrays.equals(bytes, hash.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return base64();
    }
}
