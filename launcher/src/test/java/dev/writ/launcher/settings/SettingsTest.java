package dev.writ.launcher.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.writ.launcher.console.RefusedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {

    private static final Set<String> KNOWN = Set.of("a.one", "a.two", "a.three", "governance.form.enabled");

    @TempDir
    private Path folder = Path.of("");

    @Test
    void prefersFlagsToTheEnvironmentAndTheEnvironmentToTheFile() throws IOException {
        // Given
        Path file = file("a.one = file\na.two = file\na.three = file\n");
        Map<String, String> environment = Map.of("WRIT_A_TWO", "environment", "WRIT_A_THREE", "environment");

        // When
        Settings settings = Settings.read(KNOWN, file, environment, Map.of("a.three", "flag"));

        // Then
        assertThat(settings.values())
                .containsExactly(
                        Map.entry("a.one", "file"), Map.entry("a.three", "flag"), Map.entry("a.two", "environment"));
    }

    @Test
    void readsTheFlagsOfThePredecessorFromTheEnvironment() {
        // Given
        Map<String, String> environment =
                Map.of("FORM_GOVERNANCE_ENABLED", "false", "CANVAS_GOVERNANCE_ENABLED", "false");

        // When
        Settings settings = Settings.read(KNOWN, null, environment, Map.of());

        // Then
        assertThat(settings.values()).containsExactly(Map.entry("governance.form.enabled", "false"));
    }

    @Test
    void passesKafkaSettingsThroughToEveryRole() {
        // Given
        Map<String, String> environment = Map.of("WRIT_KAFKA_SECURITY_PROTOCOL", "SSL");

        // When
        Settings settings = Settings.read(KNOWN, null, environment, Map.of("kafka.client.rack", "r1", "a.one", "1"));

        // Then
        assertThat(settings.of(Set.of("a.two")))
                .containsExactly(Map.entry("kafka.client.rack", "r1"), Map.entry("kafka.security.protocol", "SSL"));
    }

    @Test
    void refusesAnUnknownKeyWhereverItStands() throws IOException {
        // Given
        Path file = file("a.none = 1\n");

        // Then
        assertThatThrownBy(() -> Settings.read(KNOWN, file, Map.of(), Map.of()))
                .isInstanceOf(RefusedException.class)
                .hasMessage("unknown key a.none in file " + file);
        assertThatThrownBy(() -> Settings.read(KNOWN, null, Map.of("WRIT_A_NONE", "1"), Map.of()))
                .isInstanceOf(RefusedException.class)
                .hasMessage("environment variable WRIT_A_NONE belongs to no key");
        assertThatThrownBy(() -> Settings.read(KNOWN, null, Map.of(), Map.of("a.none", "1")))
                .isInstanceOf(RefusedException.class)
                .hasMessage("unknown key a.none in the flags");
    }

    @Test
    void refusesAFileThatCannotBeRead() throws IOException {
        // Given
        Path missing = folder.resolve("missing");
        Path latin = Files.write(folder.resolve("latin"), "a.one = \u00e9".getBytes(StandardCharsets.ISO_8859_1));

        // Then
        assertThatThrownBy(() -> Settings.read(KNOWN, missing, Map.of(), Map.of()))
                .isInstanceOf(RefusedException.class)
                .hasMessage("no such file: " + missing);
        assertThatThrownBy(() -> Settings.read(KNOWN, latin, Map.of(), Map.of()))
                .isInstanceOf(RefusedException.class)
                .hasMessage("not UTF-8: " + latin);
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("writ.properties"), text);
    }
}
