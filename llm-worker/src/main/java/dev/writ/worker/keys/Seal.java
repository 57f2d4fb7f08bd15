package dev.writ.worker.keys;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.spec.KeySpec;
import java.util.Base64;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.apache.kafka.common.config.types.Password;

/**
 * AES-256-GCM (NIST SP 800-38D) under a key that PBKDF2-HMAC-SHA256 (RFC 8018) makes of a passphrase. The parameters stand
 * beside the ciphertext and are authenticated with it. Salt and nonce are new with each sealing.
 */
final class Seal {

    private static final String FORMAT = "writ-sealed-keys-1";
    /** OWASP's recommendation for PBKDF2-HMAC-SHA256 (Password Storage Cheat Sheet, 2023). */
    private static final int ITERATIONS = 600_000;

    private static final int MOST_ITERATIONS = 10_000_000;
    private static final int SALT_BYTES = 16;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int KEY_BITS = 256;

    private Seal() {}

    static ObjectNode seal(byte[] plain, Password passphrase) {
        ObjectNode sealed = JsonNodeFactory.instance.objectNode();
        sealed.put("format", FORMAT).put("kdf", "PBKDF2-HMAC-SHA256").put("iterations", ITERATIONS);
        sealed.put("salt", random(SALT_BYTES)).put("cipher", "AES-256-GCM").put("nonce", random(NONCE_BYTES));
        try {
            byte[] ciphertext = cipher(Cipher.ENCRYPT_MODE, sealed, passphrase).doFinal(plain);
            return sealed.put("sealed", Base64.getEncoder().encodeToString(ciphertext));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK has AES-GCM and PBKDF2", e);
        }
    }

    /** @throws KeyRefusedException if the passphrase is wrong, or anything has been changed */
    static byte[] open(JsonNode sealed, Password passphrase) {
        int iterations = sealed.path("iterations").asInt(0);
        if (!sealed.path("format").asText("").equals(FORMAT) || iterations < 1 || iterations > MOST_ITERATIONS) {
            throw new KeyRefusedException("this is not a file of sealed keys");
        }
        try {
            byte[] ciphertext = Base64.getDecoder().decode(sealed.path("sealed").asText(""));
            return cipher(Cipher.DECRYPT_MODE, sealed, passphrase).doFinal(ciphertext);
        } catch (AEADBadTagException _) {
            throw new KeyRefusedException("the passphrase is wrong, or the sealed file has been changed");
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            throw new KeyRefusedException("the sealed file is damaged");
        }
    }

    private static Cipher cipher(int mode, JsonNode header, Password passphrase) throws GeneralSecurityException {
        byte[] salt = Base64.getDecoder().decode(header.path("salt").asText(""));
        byte[] nonce = Base64.getDecoder().decode(header.path("nonce").asText(""));
        KeySpec spec = new PBEKeySpec(
                passphrase.value().toCharArray(),
                salt,
                header.path("iterations").intValue(),
                KEY_BITS);
        byte[] key = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                .generateSecret(spec)
                .getEncoded();
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        for (String name : new String[] {"format", "kdf", "iterations", "salt", "cipher", "nonce"}) {
            cipher.updateAAD((name + "=" + header.path(name).asText("") + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return cipher;
    }

    private static String random(int bytes) {
        byte[] random = new byte[bytes];
        new SecureRandom().nextBytes(random);
        return Base64.getEncoder().encodeToString(random);
    }
}
