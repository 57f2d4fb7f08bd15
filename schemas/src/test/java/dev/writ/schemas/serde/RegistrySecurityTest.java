package dev.writ.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistrySecurityTest {

    @Test
    void asksForNothingByDefault() {
        // When
        RegistrySecurity security = from(Map.of());

        // Then
        assertThat(security).isEqualTo(RegistrySecurity.NONE);
        assertThat(security.authorization()).isEmpty();
    }

    @Test
    void sendsUserAndPassword() {
        // When
        RegistrySecurity security = from(Map.of("schema.registry.basic.auth.user.info", "ada:love:lace"));

        // Then
        assertThat(security.authorization()).contains("Basic YWRhOmxvdmU6bGFjZQ==");
        assertThat(security.toString()).doesNotContain("lace");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ada", ":secret"})
    void refusesWhatNamesNoUserWithoutTellingIt(String userInfo) {
        assertThatThrownBy(() -> from(Map.of("schema.registry.basic.auth.user.info", userInfo)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("schema.registry.basic.auth.user.info")
                .hasMessageContaining("must be user:password")
                .hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PKCS12", "JKS", "PEM"})
    void refusesAFileThatHoldsNoCertificate(String type, @TempDir Path folder) throws IOException {
        // Given
        Path file = Files.writeString(folder.resolve("trust"), "nothing of the kind");

        // When, Then
        assertThatThrownBy(() -> from(Map.of(
                        "schema.registry.ssl.truststore.location",
                        file.toString(),
                        "schema.registry.ssl.truststore.type",
                        type)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void refusesAFileThatIsNotThere(@TempDir Path folder) {
        assertThatThrownBy(() -> from(Map.of(
                        "schema.registry.ssl.truststore.location",
                        folder.resolve("trust.p12").toString())))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("must be a file that is there");
    }

    private static RegistrySecurity from(Map<String, String> settings) {
        return RegistrySecurity.from(new AbstractConfig(RegistrySecurity.define(new ConfigDef()), settings, false));
    }
}
