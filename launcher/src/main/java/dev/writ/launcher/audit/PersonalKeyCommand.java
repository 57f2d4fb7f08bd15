package dev.writ.launcher.audit;

import dev.writ.launcher.console.Console;
import dev.writ.launcher.console.RefusedException;
import dev.writ.sink.personal.KeyEncryptionKey;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Makes the key that keeps personal texts. */
@Command(
        name = "personal-key",
        description = "Makes the key that encrypts the keys of personal texts, for the setting sink.personal.key.file.",
        mixinStandardHelpOptions = true)
final class PersonalKeyCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(paramLabel = "FILE", description = "Where it goes: a new file that only its owner can read.")
    private Path file = Path.of("");

    PersonalKeyCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try {
            OwnerOnlyFile.write(file, KeyEncryptionKey.generate() + "\n");
        } catch (FileAlreadyExistsException e) {
            throw new RefusedException(file + " is there already; a key is never overwritten", e);
        } catch (IOException e) {
            throw new RefusedException(file + " cannot be written: " + e, e);
        }
        console.out().println("wrote " + file + "; keep a copy: without it no stored text can be read");
        return 0;
    }
}
