package dev.writ.launcher.audit;

import dev.writ.launcher.console.RefusedException;
import dev.writ.proof.note.KeyType;
import dev.writ.proof.note.SignerKey;
import dev.writ.proof.note.VerifierKey;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whose signature an export bears: the operator's of now, or those on published checkpoints. */
final class ExportSigner {

    private static final String KEY = "--key";
    private static final String SIGNED_BY = "--signed-by";

    @Option(
            names = KEY,
            paramLabel = "FILE",
            description = "The operator's secret, as audit keygen wrote it: signs the logs as they are now.")
    private @Nullable Path keyFile;

    @Option(
            names = SIGNED_BY,
            paramLabel = "FILE|KEY",
            description =
                    "The operator's verifier key, and those of witnesses, or files of them: each log ends with the"
                            + " last published checkpoint that all of them signed. May be repeated.")
    private List<String> signedBy = List.of();

    /**
     * Whose.
     *
     * @param key signs now; empty: nobody does
     * @param operator the key that signed what was published
     * @param all the keys that have to have signed it
     */
    record Signer(Optional<SignerKey> key, VerifierKey operator, List<VerifierKey> all) {}

    /**
     * Reads the keys.
     *
     * @throws RefusedException if they cannot be read or are not such keys
     */
    Signer read() {
        if (keyFile != null) {
            SignerKey key = KeyFile.read(KEY, keyFile, KeyType.ED25519);
            return new Signer(Optional.of(key), key.verifier(), List.of(key.verifier()));
        }
        List<VerifierKey> all = KeyOptions.read(SIGNED_BY, signedBy);
        List<VerifierKey> operators =
                all.stream().filter(key -> key.type() == KeyType.ED25519).toList();
        if (operators.size() != 1) {
            throw new RefusedException(SIGNED_BY + " needs the key of one operator, not of " + operators.size());
        }
        return new Signer(Optional.empty(), operators.getFirst(), all);
    }
}
