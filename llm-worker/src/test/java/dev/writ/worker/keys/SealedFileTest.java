package dev.writ.worker.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SealedFileTest {

    private static final Password PASSPHRASE = new Password("correct horse");

    @TempDir
    private Path folder = Path.of("");

    @Test
    void givesBackWhatWasSealedAndShowsNothingOfIt() throws IOException {
        // Given
        Path file = folder.resolve("keys");

        // When
        SealedFile.put(file, PASSPHRASE, "openai", new Password("sk-one"));
        SealedFile.put(file, PASSPHRASE, "claude", new Password("sk-two"));

        // Then
        assertThat(SealedFile.open(file, PASSPHRASE))
                .isEqualTo(Map.of("openai", new Password("sk-one"), "claude", new Password("sk-two")));
        assertThat(Files.readString(file)).doesNotContain("sk-", "openai", "claude");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
    }

    @Test
    void refusesAWrongPassphrase() {
        // Given
        Path file = folder.resolve("keys");
        SealedFile.put(file, PASSPHRASE, "openai", new Password("sk-one"));

        // Then
        assertThatThrownBy(() -> SealedFile.open(file, new Password("wrong horse")))
                .isInstanceOf(KeyRefusedException.class)
                .hasMessageContaining("the passphrase is wrong");
    }

    @ParameterizedTest
    @CsvSource({
        "AES-256-GCM, AES-256-CBC",
        "PBKDF2-HMAC-SHA256, PBKDF2-HMAC-SHA512",
        "600000, 600001",
        "writ-sealed-keys-1, writ-sealed-keys-2",
        "'\"sealed\" : \"', '\"sealed\" : \"AA'",
        "'\"salt\" : \"', '\"salt\" : \"AAAA'",
        "}, ''"
    })
    void refusesAFileThatWasChanged(String from, String to) throws IOException {
        // Given
        Path file = folder.resolve("keys");
        SealedFile.put(file, PASSPHRASE, "openai", new Password("sk-one"));
        String changed = Files.readString(file).replace(from, to);

        // When
        Files.writeString(file, changed);

        // Then
        assertThatThrownBy(() -> SealedFile.open(file, PASSPHRASE))
                .isInstanceOf(KeyRefusedException.class)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n", "sk-one"));
    }

    @Test
    void findsKeysByReferenceAndNeverRepeatsWhatIsNone() {
        // Given
        KeyReferences keys =
                new KeyReferences(Map.of("OPENAI_KEY", "sk-env\n"), () -> Map.of("a", new Password("sk-sealed")));

        // Then
        assertThat(keys.find("env:OPENAI_KEY").value()).isEqualTo("sk-env");
        assertThat(keys.find("sealed:a").value()).isEqualTo("sk-sealed");
        assertThatThrownBy(() -> keys.find("env:OTHER")).hasMessage("there is no key env:OTHER");
        assertThatThrownBy(() -> keys.find("sk-pasted"))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("sk-pasted"));
    }
}
