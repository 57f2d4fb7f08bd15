package dev.writ.launcher.audit;

import dev.writ.launcher.console.RefusedException;
import dev.writ.proof.note.NoteRefusedException;
import dev.writ.proof.note.VerifierKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Whose signatures a command believes. */
public final class KeyOptions {

    @Option(
            names = "--key",
            paramLabel = "FILE|KEY",
            required = true,
            description = "A verifier key, or a file with one on each line: the operator's, and those of witnesses"
                    + " that have to have cosigned. May be repeated.")
    private List<String> keys = List.of();

    /**
     * The keys that were given.
     *
     * @throws RefusedException if one of them is neither a verifier key nor a file of them
     */
    List<VerifierKey> read() {
        return read("--key", keys);
    }

    /**
     * The keys that were given with an option.
     *
     * @throws RefusedException if one of them is neither a verifier key nor a file of them
     */
    public static List<VerifierKey> read(String option, List<String> keys) {
        List<VerifierKey> read = new ArrayList<>();
        for (String key : keys) {
            read.addAll(read(option, key));
        }
        return read;
    }

    private static List<VerifierKey> read(String option, String key) {
        Path file = Path.of(key);
        try {
            if (!Files.exists(file)) {
                return List.of(VerifierKey.parse(key));
            }
            List<VerifierKey> lines = Files.readAllLines(file).stream()
                    .filter(line -> !line.isBlank())
                    .map(line -> VerifierKey.parse(line.strip()))
                    .toList();
            if (lines.isEmpty()) {
                throw new RefusedException(option + " " + key + " has no key");
            }
            return lines;
        } catch (NoteRefusedException e) {
            throw new RefusedException(option + " " + key + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new RefusedException(option + " " + key + " cannot be read: " + e, e);
        }
    }
}
