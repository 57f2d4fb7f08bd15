package dev.writ.sink.personal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Bytes under AES-256-GCM (NIST SP 800-38D), with a new nonce at each sealing. What they are is authenticated with them, so
 * that they open only as that.
 */
final class Sealed {

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] nonce;
    private final byte[] ciphertext;

    /**
     * What was sealed before.
     *
     * @param nonce 12 bytes
     * @param ciphertext with the tag at its end
     */
    Sealed(byte[] nonce, byte[] ciphertext) {
        this.nonce = nonce.clone();
        this.ciphertext = ciphertext.clone();
    }

    byte[] nonce() {
        return nonce.clone();
    }

    byte[] ciphertext() {
        return ciphertext.clone();
    }

    /** @param what the parts that say what the bytes are, in an order of their own */
    static Sealed seal(SecretKey key, byte[] plain, Object... what) {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        try {
            return new Sealed(
                    nonce, cipher(Cipher.ENCRYPT_MODE, key, nonce, what).doFinal(plain));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES-GCM", e);
        }
    }

    /** The bytes; empty if this is another key, or they are not what they are said to be. */
    Optional<byte[]> open(SecretKey key, Object... what) {
        try {
            return Optional.of(cipher(Cipher.DECRYPT_MODE, key, nonce, what).doFinal(ciphertext));
        } catch (AEADBadTagException _) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES-GCM", e);
        }
    }

    private static Cipher cipher(int mode, SecretKey key, byte[] nonce, Object... what)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        for (Object part : what) {
            byte[] bytes = part.toString().getBytes(StandardCharsets.UTF_8);
            cipher.updateAAD(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
            cipher.updateAAD(bytes);
        }
        return cipher;
    }
}
