package dev.writ.launcher.secured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.writ.schemas.KafkaConnection;
import dev.writ.schemas.serde.RegistryUnavailableException;
import dev.writ.schemas.serde.SchemaRegistryClient;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A registry with a certificate of its own and a user. */
@TestInstance(Lifecycle.PER_CLASS)
class SecuredRegistryIT {

    private static final Schema STRING = Schema.create(Schema.Type.STRING);

    private final SecuredRegistry registry;

    SecuredRegistryIT(@TempDir Path folder) throws GeneralSecurityException, IOException, InterruptedException {
        registry = SecuredRegistry.start(folder);
    }

    @AfterAll
    void stop() {
        registry.close();
    }

    @Test
    void registersAndReads() {
        // Given
        SchemaRegistryClient client = client(Map.of());

        // When
        int id = client.idOf("a-value", STRING);

        // Then
        assertThat(client(Map.of()).byId(id)).isEqualTo(STRING);
    }

    @Test
    void trustsACertificateAsText() {
        // When
        int id = client(Map.of(
                        "schema.registry.ssl.truststore.type", "pem",
                        "schema.registry.ssl.truststore.location",
                                registry.pem().toString(),
                        "schema.registry.ssl.truststore.password", ""))
                .idOf("b-value", STRING);

        // Then
        assertThat(id).isPositive();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            schema.registry.basic.auth.user.info    | writ:guessed | does not know the user of schema.registry.basic.auth.user.info (401)
            schema.registry.ssl.truststore.location | ''           | unable to find valid certification path
            """)
    void saysWhyItIsNotLetIn(String key, String value, String why) {
        // Given
        SchemaRegistryClient client = client(Map.of(key, value));

        // When, Then
        assertThatThrownBy(() -> client.idOf("c-value", STRING))
                .isInstanceOf(RegistryUnavailableException.class)
                .hasMessageContaining(registry.url().toString())
                .hasMessageContaining(why);
    }

    private SchemaRegistryClient client(Map<String, String> over) {
        Map<String, String> settings = new HashMap<>(registry.settings());
        settings.putAll(over);
        return KafkaConnection.from(new AbstractConfig(KafkaConnection.define(new ConfigDef()), settings, false))
                .registry();
    }
}
