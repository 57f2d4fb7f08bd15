package dev.writ.launcher.audit;

import dev.writ.launcher.console.RefusedException;
import dev.writ.proof.note.KeyType;
import dev.writ.proof.note.NoteRefusedException;
import dev.writ.proof.note.SignerKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The file of a key that signs, which only its owner can read. */
public final class KeyFile {

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
            OwnerOnlyFile.write(file, key.secret() + "\n");
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
}
