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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

    private static final Set<String> KNOWN = Set.of(
            "a.one",
            "a.two",
            "a.three",
            "governance.form.enabled",
            "kafka.client.rack",
            "kafka.security.protocol",
            "kafka.sasl.oauthbearer.assertion.file");

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
        Path file = file("a.fourth = 1\n");

        // Then
        assertThatThrownBy(() -> Settings.read(KNOWN, file, Map.of(), Map.of()))
                .isInstanceOf(RefusedException.class)
                .hasMessage("unknown key a.fourth in file " + file);
        assertThatThrownBy(() -> Settings.read(KNOWN, null, Map.of("WRIT_A_FOURTH", "1"), Map.of()))
                .isInstanceOf(RefusedException.class)
                .hasMessage("environment variable WRIT_A_FOURTH belongs to no key");
        assertThatThrownBy(() -> Settings.read(KNOWN, null, Map.of(), Map.of("a.fourth", "1")))
                .isInstanceOf(RefusedException.class)
                .hasMessage("unknown key a.fourth in the flags");
    }

    @Test
    void namesTheKeyThatMayHaveBeenMeant() {
        // Then
        assertThatThrownBy(() -> Settings.read(KNOWN, null, Map.of(), Map.of("a.thre", "1")))
                .hasMessage("unknown key a.thre in the flags, did you mean a.three?");
        assertThatThrownBy(() -> Settings.read(KNOWN, null, Map.of("WRIT_A_THRE", "1"), Map.of()))
                .hasMessage("environment variable WRIT_A_THRE belongs to no key, did you mean WRIT_A_THREE?");
        assertThatThrownBy(() -> Settings.read(KNOWN, null, Map.of(), Map.of("kafka.security.protcol", "SSL")))
                .hasMessage("unknown key kafka.security.protcol in the flags, did you mean kafka.security.protocol?");
    }

    @ParameterizedTest
    @CsvSource({"'secret',secret", "'secret\n',secret", "'secret\r\n',secret", "'a\nb\n\n','a\nb\n'", "'',''"})
    void takesAValueFromAFileWithoutItsLastLineBreak(String text, String value) throws IOException {
        // Given
        Path secret = Files.writeString(folder.resolve("secret"), text);

        // When
        Settings settings = Settings.read(KNOWN, null, Map.of("WRIT_A_ONE_FILE", secret.toString()), Map.of());

        // Then
        assertThat(settings.values()).containsExactly(Map.entry("a.one", value));
        assertThat(settings.find("a.one").orElseThrow().origin()).hasToString("environment WRIT_A_ONE_FILE");
    }

    @Test
    void prefersAFlagToASecretFileAndASecretFileToTheFileOfSettings() throws IOException {
        // Given
        Path file = file("a.one = file\na.two = file\n");
        Path secret = Files.writeString(folder.resolve("secret"), "secret");
        Map<String, String> environment =
                Map.of("WRIT_A_ONE_FILE", secret.toString(), "WRIT_A_TWO_FILE", secret.toString());

        // When
        Settings settings = Settings.read(KNOWN, file, environment, Map.of("a.two", "flag"));

        // Then
        assertThat(settings.values()).containsExactly(Map.entry("a.one", "secret"), Map.entry("a.two", "flag"));
    }

    @Test
    void takesAVariableThatEndsInFileForTheKeyOfThatName() {
        // Given
        Map<String, String> environment = Map.of("WRIT_KAFKA_SASL_OAUTHBEARER_ASSERTION_FILE", "/no/such/file");

        // When
        Settings settings = Settings.read(KNOWN, null, environment, Map.of());

        // Then
        assertThat(settings.values())
                .containsExactly(Map.entry("kafka.sasl.oauthbearer.assertion.file", "/no/such/file"));
    }

    @Test
    void refusesAValueThatIsGivenBothWays() throws IOException {
        // Given
        Path secret = Files.writeString(folder.resolve("secret"), "canary");
        Map<String, String> environment = Map.of("WRIT_A_ONE", "canary", "WRIT_A_ONE_FILE", secret.toString());

        // Then
        assertThatThrownBy(() -> Settings.read(KNOWN, null, environment, Map.of()))
                .isInstanceOf(RefusedException.class)
                .hasMessage("both WRIT_A_ONE and WRIT_A_ONE_FILE are set: keep one of them");
    }

    @Test
    void refusesASecretFileThatCannotBeRead() throws IOException {
        // Given
        Path latin = Files.write(folder.resolve("latin"), "canary \u00e9".getBytes(StandardCharsets.ISO_8859_1));
        Path large = Files.write(folder.resolve("large"), new byte[1024 * 1024 + 1]);

        // Then
        refusesSecretFile("/no/such/file", "bad file /no/such/file of WRIT_A_ONE_FILE: there is no such file");
        refusesSecretFile("", "bad file of WRIT_A_ONE_FILE: it cannot be read");
        refusesSecretFile("the-secret-itself", "bad file of WRIT_A_ONE_FILE: there is no such file");
        refusesSecretFile(folder.toString(), "bad file " + folder + " of WRIT_A_ONE_FILE: it cannot be read");
        refusesSecretFile(latin.toString(), "bad file " + latin + " of WRIT_A_ONE_FILE: it is not UTF-8");
        refusesSecretFile(large.toString(), "bad file " + large + " of WRIT_A_ONE_FILE: it is larger than 1 MiB");
    }

    @Test
    void takesSecretsOutOfMessages() throws IOException {
        // Given
        Path secret = Files.writeString(folder.resolve("secret"), "canary");
        Map<String, String> environment = Map.of("WRIT_A_ONE_FILE", secret.toString());
        Settings settings = Settings.read(KNOWN, null, environment, Map.of("a.two", "plain"))
                .with(Map.of("a.password", "abc"));

        // When
        String message = settings.withoutSecrets("canary \"canary\" plain abc \"abc\"");

        // Then
        assertThat(message).isEqualTo("[hidden] [hidden] plain abc [hidden]");
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

    private static void refusesSecretFile(String path, String line) {
        assertThatThrownBy(() -> Settings.read(KNOWN, null, Map.of("WRIT_A_ONE_FILE", path), Map.of()))
                .isInstanceOf(RefusedException.class)
                .hasMessage(line);
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("writ.properties"), text);
    }
}
