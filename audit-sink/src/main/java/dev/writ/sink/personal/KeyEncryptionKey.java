package dev.writ.sink.personal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.apache.kafka.common.config.ConfigException;

/** The key that encrypts the keys of subjects. It stands in a file, 32 bytes in base64, and never in the database. */
public final class KeyEncryptionKey {

    /** The setting that names the file. */
    public static final String SETTING = "sink.personal.key.file";

    private static final String ALGORITHM = "AES";
    private static final int BYTES = 32;
    private static final Set<PosixFilePermission> OWNERS = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private final SecretKey key;

    KeyEncryptionKey(byte[] key) {
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    /** A new key as its file has it, without the line's end. */
    public static String generate() {
        return Base64.getEncoder().encodeToString(random());
    }

    /**
     * Reads the file.
     *
     * @throws ConfigException if it is not there, others than its owner may read it, or it holds no key
     */
    public static KeyEncryptionKey read(Path file) {
        try {
            if (file.getFileSystem().supportedFileAttributeViews().contains("posix")
                    && !OWNERS.containsAll(Files.getPosixFilePermissions(file))) {
                throw new ConfigException(
                        SETTING + ": others than its owner have rights on " + file + "; chmod 600 it");
            }
            byte[] bytes = Base64.getDecoder().decode(Files.readString(file).strip());
            if (bytes.length != BYTES) {
                throw new ConfigException(SETTING + ": " + file + " must hold 32 bytes in base64");
            }
            return new KeyEncryptionKey(bytes);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(SETTING + ": " + file + " must hold 32 bytes in base64");
        } catch (NoSuchFileException e) {
            throw new ConfigException(SETTING + ": no such file: " + file);
        } catch (IOException e) {
            throw new ConfigException(SETTING + ": " + file + " cannot be read: " + e);
        }
    }

    /** A new key for a subject, and how it is stored. */
    SubjectKey create(String subject, long generation) {
        byte[] bytes = random();
        return new SubjectKey(
                subject,
                generation,
                new SecretKeySpec(bytes, ALGORITHM),
                Sealed.seal(key, bytes, "subject-key", subject, generation));
    }

    /** A stored key; empty if it was encrypted with another key-encryption key, or is not this subject's. */
    Optional<SubjectKey> open(String subject, long generation, Sealed wrapped) {
        return wrapped.open(key, "subject-key", subject, generation)
                .map(bytes -> new SubjectKey(subject, generation, new SecretKeySpec(bytes, ALGORITHM), wrapped));
    }

    private static byte[] random() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }
}
