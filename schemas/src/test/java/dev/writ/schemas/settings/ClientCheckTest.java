package dev.writ.schemas.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.writ.schemas.KafkaConnection;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Kafka's clients would refuse only when they are made. */
class ClientCheckTest {

    private static final String SCRAM = "org.apache.kafka.common.security.scram.ScramLoginModule required ";

    @TempDir
    private Path folder = Path.of("");

    @Test
    void opensTheTrustStore() throws Exception {
        // Given
        Path store = trustStore("right-password");
        Map<String, String> tls = Map.of(
                "kafka.security.protocol", "SSL",
                "kafka.ssl.truststore.type", "PKCS12",
                "kafka.ssl.truststore.location", store.toString());

        // Then
        assertThatCode(() -> connect(with(tls, "kafka.ssl.truststore.password", "right-password")))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> connect(with(tls, "kafka.ssl.truststore.password", "canary-password")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContainingAll("kafka.ssl.", store.toString(), "of type PKCS12")
                .hasMessageNotContaining("canary");
        assertThatThrownBy(() -> connect(with(tls, "kafka.ssl.truststore.location", "/no/such/file")))
                .isInstanceOf(ConfigException.class)
                .hasMessage(
                        "bad value \"/no/such/file\" for kafka.ssl.truststore.location: must be a file that can be read");
    }

    @Test
    void doesNotOpenATrustStoreThatNoClientUses() {
        // Then
        assertThatCode(() -> connect(Map.of("kafka.ssl.truststore.location", "/no/such/file")))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                SCRAM + "username=me password=\"can ary|one login module",
                SCRAM + "username=me password=canary|one login module",
                "canary|one login module",
                SCRAM + "username=me;|a login module with the options username and password",
                "no.such.canary.Module required username=me password=canary;|that of a login module that can be loaded"
            })
    void refusesALoginThatIsNoneWithoutShowingIt(String login, String allowed) {
        // Then
        assertThatThrownBy(() -> connect(sasl("SCRAM-SHA-512", login)))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("bad value [hidden] for kafka.sasl.jaas.config: must be " + allowed)
                .message()
                .doesNotContain("canary", "can ary", "ary");
    }

    @Test
    void takesALoginWithUserAndPassword() {
        // Then
        assertThatCode(() -> connect(sasl("SCRAM-SHA-512", SCRAM + "username=\"me\" password=\"secret\";")))
                .doesNotThrowAnyException();
    }

    @Test
    void needsALoginAndAMechanismThatThereIs() {
        // Then
        assertThatThrownBy(() -> connect(
                        Map.of("kafka.security.protocol", "SASL_PLAINTEXT", "kafka.sasl.mechanism", "SCRAM-SHA-512")))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("kafka.sasl.jaas.config must be given");
        assertThatThrownBy(() -> connect(sasl("SCRAM-SHA-1", SCRAM + "username=me password=secret;")))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("bad value \"SCRAM-SHA-1\" for kafka.sasl.mechanism: must be one of ");
    }

    @Test
    void refusesValuesThatDoNotGoTogether() {
        // Then
        assertThatThrownBy(() -> connect(Map.of("kafka.max.in.flight.requests.per.connection", "6")))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("the settings under kafka. do not fit: ")
                .hasMessageContaining("max.in.flight.requests.per.connection");
    }

    private static Map<String, String> sasl(String mechanism, String login) {
        return Map.of(
                "kafka.security.protocol", "SASL_PLAINTEXT",
                "kafka.sasl.mechanism", mechanism,
                "kafka.sasl.jaas.config", login);
    }

    private static void connect(Map<String, String> settings) {
        ConfigDef keys = KafkaConnection.define(new ConfigDef());
        assertThat(KafkaConnection.from(RoleSettings.parse(keys, settings)).clientSettings())
                .hasSameSizeAs(settings);
    }

    private static Map<String, String> with(Map<String, String> settings, String key, String value) {
        Map<String, String> all = new HashMap<>(settings);
        all.put(key, value);
        return all;
    }

    private Path trustStore(String password) throws Exception {
        Path file = folder.resolve("trust.p12");
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, password.toCharArray());
        }
        return file;
    }
}
