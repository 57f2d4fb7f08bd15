package dev.writ.proof.note;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.PublicKey;

/** Signatures that say when: 8 bytes of seconds since 1970, big endian, then Ed25519 over the time and the text. */
final class Cosignature {

    private Cosignature() {}

    static byte[] sign(PrivateKey key, String noteText, long seconds) {
        byte[] signature = Ed25519.sign(key, message(noteText, seconds));
        return ByteBuffer.allocate(Long.BYTES + signature.length)
                .putLong(seconds)
                .put(signature)
                .array();
    }

    static boolean verifies(PublicKey key, String noteText, byte[] bytes) {
        if (bytes.length <= Long.BYTES) {
            return false;
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        long seconds = buffer.getLong();
        byte[] signature = new byte[buffer.remaining()];
        buffer.get(signature);
        return seconds >= 0 && Ed25519.verifies(key, message(noteText, seconds), signature);
    }

    private static byte[] message(String noteText, long seconds) {
        return ("cosignature/v1\ntime " + seconds + "\n" + noteText).getBytes(StandardCharsets.UTF_8);
    }
}
