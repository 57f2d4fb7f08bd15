package dev.writ.proof.note;

import dev.writ.proof.encoding.Base64Text;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A name and a private key, as {@code PRIVATE+KEY+name+id+seed}: what signs notes. Never printed but by {@link #secret}. */
public final class SignerKey {

    private static final Pattern TEXT = Pattern.compile("PRIVATE\\+KEY\\+([^+]*)\\+([0-9a-f]{8})\\+(.*)");

    private final KeyPair pair;
    private final byte[] seed;
    private final VerifierKey verifier;

    private SignerKey(String name, KeyType type, byte[] seed) {
        this.seed = seed.clone();
        this.pair = Ed25519.pair(seed);
        this.verifier = VerifierKey.of(name, type, pair.getPublic());
    }

    /**
     * A new key.
     *
     * @throws NoteRefusedException if the name cannot be a key's
     */
    public static SignerKey generate(String name, KeyType type) {
        byte[] seed = new byte[Ed25519.KEY_BYTES];
        new SecureRandom().nextBytes(seed);
        return new SignerKey(name, type, seed);
    }

    /** The key that follows from a seed of 32 bytes, which is as secret as the key. */
    public static SignerKey of(String name, KeyType type, byte[] seed) {
        return new SignerKey(name, type, seed);
    }

    /**
     * Reads what {@link #secret} gave.
     *
     * @throws NoteRefusedException unless it is a signer key of a known type whose id follows from the rest
     */
    public static SignerKey parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw new NoteRefusedException("a signer key must look like PRIVATE+KEY+name+0a1b2c3d+base64");
        }
        byte[] typed = VerifierKey.base64(parts.group(3));
        byte[] seed = Arrays.copyOfRange(typed, 1, typed.length);
        SignerKey parsed = new SignerKey(parts.group(1), KeyType.of(typed[0]), seed);
        if (!parsed.secret().equals(text)) {
            throw new NoteRefusedException("the signer key's id does not follow from its name and key");
        }
        return parsed;
    }

    /** What verifies its signatures. */
    public VerifierKey verifier() {
        return verifier;
    }

    /**
     * Signs the text of a note.
     *
     * @throws IllegalStateException if this is a witness's key
     */
    public NoteSignature sign(String noteText) {
        require(KeyType.ED25519);
        byte[] signature = Ed25519.sign(pair.getPrivate(), noteText.getBytes(StandardCharsets.UTF_8));
        return NoteSignature.of(verifier, signature);
    }

    /**
     * Signs that a checkpoint, as the text of its note, was the largest one seen at a time.
     *
     * @param time from 1970 on; fractions of a second are dropped
     * @throws IllegalStateException unless this is a witness's key
     */
    public NoteSignature cosign(String noteText, Instant time) {
        require(KeyType.COSIGNATURE);
        if (time.isBefore(Instant.EPOCH)) {
            throw new IllegalArgumentException("a cosignature's time must not be before 1970: " + time);
        }
        return NoteSignature.of(verifier, Cosignature.sign(pair.getPrivate(), noteText, time.getEpochSecond()));
    }

    private void require(KeyType type) {
        if (verifier.type() != type) {
            throw new IllegalStateException("the key " + verifier.name() + " is of type " + verifier.type());
        }
    }

    /** The key as its owner keeps it. */
    public String secret() {
        return "PRIVATE+KEY+" + verifier.name() + "+" + HexFormat.of().toHexDigits(verifier.id()) + "+"
                + Base64Text.encode(VerifierKey.typed(verifier.type(), seed));
    }

    @Override
    public String toString() {
        return "signer of " + verifier;
    }
}
