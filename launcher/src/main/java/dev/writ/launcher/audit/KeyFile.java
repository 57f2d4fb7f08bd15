package dev.writ.launcher.audit;

import dev.writ.launcher.console.RefusedException;
import dev.writ.proof.note.KeyType;
import dev.writ.proof.note.NoteRefusedException;
import dev.writ.proof.note.SignerKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** The file of a key that signs, which only its owner can read. */
public final class KeyFile {

    private static final String OWNER_ONLY = "rw-------";

    private KeyFile() {}

    /**
     * Makes an operator's key if there is none, and beside it the file {@code .pub} with what verifies it.
     *
     * @param name what signatures call the key
     * @throws UncheckedIOException if it cannot be written
     */
    public static void ensure(Path file, String name) {
        if (Files.exists(file)) {
            return;
        }
        SignerKey key = SignerKey.generate(name, KeyType.ED25519);
        try {
            Files.writeString(file.resolveSibling(file.getFileName() + ".pub"), key.verifier() + "\n");
            write(file, key);
        } catch (IOException e) {
            throw new UncheckedIOException("the key that signs checkpoints cannot be written", e);
        }
    }

    /**
     * Reads a key of the type that an option takes.
     *
     * @throws RefusedException if the file has no such key
     */
    public static SignerKey read(String option, Path file, KeyType type) {
        try {
            SignerKey key = SignerKey.parse(Files.readString(file).strip());
            if (key.verifier().type() == type) {
                return key;
            }
            throw new RefusedException(option + " " + file
                    + (type == KeyType.ED25519
                            ? " is the key of a witness, which signs no log"
                            : " is the key of an operator, which cosigns nothing"));
        } catch (NoteRefusedException e) {
            throw new RefusedException(option + " " + file + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new RefusedException(option + " " + file + " cannot be read: " + e, e);
        }
    }

    /**
     * Writes a new file; its rights stand before the first byte does.
     *
     * @throws FileAlreadyExistsException if the file is there
     */
    static void write(Path file, SignerKey key) throws IOException {
        String secret = key.secret() + "\n";
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] rights = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY))
                }
                : new FileAttribute<?>[0];
        Set<StandardOpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (SeekableByteChannel channel = Files.newByteChannel(file, options, rights)) {
            ByteBuffer bytes = ByteBuffer.wrap(secret.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }
    }
}
