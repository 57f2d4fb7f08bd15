package dev.writ.proof.note;

import dev.writ.proof.encoding.Base64Text;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A name and a public key, as {@code name+id+key}: what verifies the signatures of one {@link SignerKey}. */
public final class VerifierKey {

    private static final Pattern TEXT = Pattern.compile("([^+]*)\\+([0-9a-f]{8})\\+(.*)");

    private final String name;
    private final KeyType type;
    private final PublicKey key;
    private final int id;
    private final String text;

    private VerifierKey(String name, KeyType type, PublicKey key) {
        this.name = NoteText.checkName(name);
        this.type = type;
        this.key = key;
        byte[] typed = typed(type, Ed25519.bytes(key));
        this.id = id(name, typed);
        this.text = name + "+" + HexFormat.of().toHexDigits(id) + "+" + Base64Text.encode(typed);
    }

    /**
     * The key under a name.
     *
     * @throws NoteRefusedException if the name cannot be a key's
     */
    static VerifierKey of(String name, KeyType type, PublicKey key) {
        return new VerifierKey(name, type, key);
    }

    /**
     * Reads what {@link #toString} gave.
     *
     * @throws NoteRefusedException unless it is a verifier key of a known type whose id follows from the rest
     */
    public static VerifierKey parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw new NoteRefusedException("a verifier key must look like name+0a1b2c3d+base64");
        }
        byte[] typed = base64(parts.group(3));
        KeyType type = KeyType.of(typed[0]);
        PublicKey key = Ed25519.publicKey(Arrays.copyOfRange(typed, 1, typed.length));
        VerifierKey parsed = new VerifierKey(parts.group(1), type, key);
        if (!parsed.text.equals(text)) {
            throw new NoteRefusedException("the verifier key's id does not follow from its name and key");
        }
        return parsed;
    }

    /** The type and a key, at least. */
    static byte[] base64(String text) {
        try {
            byte[] bytes = Base64Text.decode(text);
            if (bytes.length > 1) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            throw new NoteRefusedException("a key must be canonical base64", e);
        }
        throw new NoteRefusedException("a key must not be empty");
    }

    static byte[] typed(KeyType type, byte[] key) {
        return ByteBuffer.allocate(1 + key.length)
                .put(type.identifier())
                .put(key)
                .array();
    }

    private static int id(String name, byte[] typed) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((name + "\n").getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest.digest(typed)).getInt();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Who signs. */
    public String name() {
        return name;
    }

    /** What is signed. */
    public KeyType type() {
        return type;
    }

    /** What tells keys of one name apart; not a cryptographic identity. */
    public int id() {
        return id;
    }

    /** Whether a signature claims to be this key's. */
    boolean claimedBy(NoteSignature signature) {
        return name.equals(signature.name()) && id == signature.keyId();
    }

    /** Whether the signature is this key's of the text. */
    boolean verifies(String noteText, NoteSignature signature) {
        byte[] bytes = signature.bytes();
        return switch (type) {
            case ED25519 -> Ed25519.verifies(key, noteText.getBytes(StandardCharsets.UTF_8), bytes);
            case COSIGNATURE -> Cosignature.verifies(key, noteText, bytes);
        };
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof VerifierKey that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** The key as operators hand it out. */
    @Override
    public String toString() {
        return text;
    }
}
