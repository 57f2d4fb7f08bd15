package dev.writ.worker.keys;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.config.types.Password;

/**
 * A file of keys by name, sealed with a passphrase: one JSON object with the parameters of {@link Seal} and the keys, names
 * included, as its ciphertext. Written anew as a whole, so that a reader sees the old file or the new one.
 */
public final class SealedFile {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String OWNER_ONLY = "rw-------";

    private SealedFile() {}

    /**
     * The keys in the file.
     *
     * @throws KeyRefusedException if it cannot be read, the passphrase is wrong, or it has been changed
     */
    public static SortedMap<String, Password> open(Path file, Password passphrase) {
        if (passphrase.value().isEmpty()) {
            throw new KeyRefusedException("keys.passphrase must be given to open sealed keys");
        }
        try {
            JsonNode sealed = JSON.readTree(Files.readString(file));
            JsonNode keys = JSON.readTree(Seal.open(sealed, passphrase));
            SortedMap<String, Password> byName = new TreeMap<>();
            keys.properties()
                    .forEach(key ->
                            byName.put(key.getKey(), new Password(key.getValue().asText(""))));
            return byName;
        } catch (NoSuchFileException _) {
            throw new KeyRefusedException("there is no such sealed file");
        } catch (JsonProcessingException _) {
            throw new KeyRefusedException("this is not a file of sealed keys");
        } catch (IOException e) {
            throw new KeyRefusedException(
                    "the sealed file cannot be read: " + e.getClass().getSimpleName());
        }
    }

    /**
     * Adds a key to the file, or replaces it; makes the file if there is none.
     *
     * @throws KeyRefusedException if the file is there and cannot be opened, or cannot be written
     */
    public static void put(Path file, Password passphrase, String name, Password key) {
        SortedMap<String, Password> keys = Files.exists(file) ? open(file, passphrase) : new TreeMap<>();
        keys.put(name, key);
        ObjectNode plain = JSON.createObjectNode();
        keys.forEach((each, value) -> plain.put(each, value.value()));
        String sealed = Seal.seal(plain.toString().getBytes(StandardCharsets.UTF_8), passphrase)
                        .toPrettyString()
                + "\n";
        try {
            Path folder = file.toAbsolutePath().getParent();
            Path fresh = Files.createTempFile(folder, ".sealed", ".tmp");
            if (Files.getFileStore(fresh).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString(OWNER_ONLY));
            }
            Files.writeString(fresh, sealed);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new KeyRefusedException(
                    "the sealed file cannot be written: " + e.getClass().getSimpleName());
        }
    }
}
