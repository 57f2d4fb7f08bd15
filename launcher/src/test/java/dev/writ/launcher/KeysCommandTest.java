package dev.writ.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.writ.launcher.console.Console;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysCommandTest {

    private static final String KEY = "sk-canary-seal";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder = Path.of("");

    @Test
    void sealsAKeyFromStandardInputAndListsItsName() throws IOException {
        // Given
        Path passphrase = Files.writeString(folder.resolve("passphrase"), "correct horse\n");
        Map<String, String> environment = Map.of("WRIT_KEYS_PASSPHRASE_FILE", passphrase.toString());

        // When
        int sealed = run(environment, KEY + "\n", "keys", "seal", "--file", file(), "--name", "claude");
        int listed = run(environment, "", "keys", "list", "--file", file());

        // Then
        assertThat(sealed).isZero();
        assertThat(listed).isZero();
        assertThat(out.toString()).endsWith("\nclaude\n").doesNotContain(KEY);
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void refusesAWrongPassphraseInOneLine() {
        // Given
        run(Map.of("WRIT_KEYS_PASSPHRASE", "right"), KEY, "keys", "seal", "--file", file(), "--name", "claude");

        // When
        int code = run(Map.of("WRIT_KEYS_PASSPHRASE", "wrong"), "", "keys", "list", "--file", file());

        // Then
        assertThat(code).isEqualTo(2);
        assertThat(err.toString()).isEqualTo("writ: the passphrase is wrong, or the sealed file has been changed\n");
    }

    private String file() {
        return folder.resolve("keys").toString();
    }

    private int run(Map<String, String> environment, String input, String... arguments) {
        Console console = new Console(new PrintWriter(out, true), new PrintWriter(err, true), environment);
        return Writ.run(console, new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), arguments);
    }
}
