package dev.writ.launcher;

import dev.writ.launcher.console.Console;
import dev.writ.launcher.console.RefusedException;
import dev.writ.launcher.role.Role;
import dev.writ.launcher.settings.Settings;
import dev.writ.launcher.settings.SettingsOptions;
import dev.writ.worker.WorkerKeys;
import dev.writ.worker.keys.KeyRefusedException;
import dev.writ.worker.keys.SealedFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Keeps the keys of providers in a file that a passphrase seals. */
@Command(
        name = "keys",
        description = "Keeps the keys of providers in a file that a passphrase seals: WRIT_KEYS_PASSPHRASE, or"
                + " WRIT_KEYS_PASSPHRASE_FILE with the path of a file that holds it.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true)
final class KeysCommand {

    private static final int LONGEST_KEY = 64 * 1024;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,128}");

    private final Console console;
    private final InputStream in;

    @Mixin
    private SettingsOptions options = new SettingsOptions();

    /** @param in where a key is read from */
    KeysCommand(Console console, InputStream in) {
        this.console = console;
        this.in = in;
    }

    @Command(
            name = "seal",
            description = "Reads a key from standard input and adds it to the file, or replaces it there.",
            mixinStandardHelpOptions = true)
    int seal(
            @Option(names = "--file", paramLabel = "FILE", description = "The sealed file (default: keys.file).")
                    @Nullable
                    Path file,
            @Option(names = "--name", paramLabel = "NAME", required = true, description = "What routes call it.")
                    String name)
            throws IOException {
        if (!NAME.matcher(name).matches()) {
            throw new RefusedException("a key's name must be 1 to 128 letters, digits, dots, underscores or hyphens");
        }
        Settings settings = options.read(Role.allKeys(), console.environment());
        byte[] bytes = in.readNBytes(LONGEST_KEY + 1);
        String key = new String(bytes, StandardCharsets.UTF_8).strip();
        if (key.isEmpty() || bytes.length > LONGEST_KEY || key.lines().count() != 1) {
            throw new RefusedException("the key must come on standard input, as one line of up to 64 KiB");
        }
        Path to = fileOf(file, settings);
        try {
            SealedFile.put(to, passphrase(settings), name, new Password(key));
        } catch (KeyRefusedException e) {
            throw new RefusedException(String.valueOf(e.getMessage()), e);
        }
        console.out().println("sealed " + name + " in " + to + "; a route refers to it as sealed:" + name);
        return 0;
    }

    @Command(
            name = "list",
            description = "Prints the names of the keys in the file, one a line.",
            mixinStandardHelpOptions = true)
    int list(
            @Option(names = "--file", paramLabel = "FILE", description = "The sealed file (default: keys.file).")
                    @Nullable
                    Path file) {
        Settings settings = options.read(Role.allKeys(), console.environment());
        try {
            SealedFile.open(fileOf(file, settings), passphrase(settings))
                    .keySet()
                    .forEach(console.out()::println);
        } catch (KeyRefusedException e) {
            throw new RefusedException(String.valueOf(e.getMessage()), e);
        }
        return 0;
    }

    private static Path fileOf(@Nullable Path file, Settings settings) {
        String configured = value(settings, WorkerKeys.KEYS_FILE);
        if (file == null && configured.isBlank()) {
            throw new RefusedException("--file must be given, or the setting " + WorkerKeys.KEYS_FILE);
        }
        return file == null ? Path.of(configured) : file;
    }

    private static Password passphrase(Settings settings) {
        String passphrase = value(settings, WorkerKeys.KEYS_PASSPHRASE);
        if (passphrase.isEmpty()) {
            throw new RefusedException("the passphrase must be given in WRIT_KEYS_PASSPHRASE, or in the file that"
                    + " WRIT_KEYS_PASSPHRASE_FILE names");
        }
        return new Password(passphrase);
    }

    private static String value(Settings settings, String key) {
        Map<String, String> found = settings.of(Set.of(key));
        return found.getOrDefault(key, "");
    }
}
