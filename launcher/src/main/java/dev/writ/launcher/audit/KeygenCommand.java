package dev.writ.launcher.audit;

import dev.writ.launcher.console.Console;
import dev.writ.launcher.console.RefusedException;
import dev.writ.proof.note.KeyType;
import dev.writ.proof.note.NoteRefusedException;
import dev.writ.proof.note.SignerKey;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a key that signs checkpoints. */
@Command(
        name = "keygen",
        description = "Makes an Ed25519 key that signs checkpoints, and prints the verifier key to hand out.",
        mixinStandardHelpOptions = true)
final class KeygenCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(paramLabel = "NAME", description = "What signatures call the key, such as audit.example.com/prod.")
    private String name = "";

    @Option(
            names = "--file",
            paramLabel = "FILE",
            required = true,
            description = "Where the secret goes: a new file that only its owner can read.")
    private Path file = Path.of("");

    @Option(names = "--witness", description = "Make the key of a witness, which cosigns with the time.")
    private boolean witness;

    KeygenCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try {
            SignerKey key = SignerKey.generate(name, witness ? KeyType.COSIGNATURE : KeyType.ED25519);
            OwnerOnlyFile.write(file, key.secret() + "\n");
            console.out().println(key.verifier());
            return 0;
        } catch (NoteRefusedException e) {
            throw new RefusedException(String.valueOf(e.getMessage()), e);
        } catch (FileAlreadyExistsException e) {
            throw new RefusedException(file + " is there already; a key is never overwritten", e);
        } catch (IOException e) {
            throw new RefusedException(file + " cannot be written: " + e, e);
        }
    }
}
