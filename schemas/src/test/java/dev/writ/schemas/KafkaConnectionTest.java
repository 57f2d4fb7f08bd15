package dev.writ.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaConnectionTest {

    @Test
    void reachesALocalClusterByDefault() {
        // When
        KafkaConnection connection = connection(Map.of());

        // Then
        assertThat(connection)
                .isEqualTo(new KafkaConnection(
                        "localhost:9092", List.of(URI.create("http://localhost:8081")), true, Map.of()));
    }

    @Test
    void readsItsKeys() {
        // When
        KafkaConnection connection = connection(Map.of(
                "bootstrap.servers", "a:1,b:2",
                "schema.registry.url", "https://a:8081 , http://b/apis/ccompat/v7",
                "auto.register.schemas", "false",
                "kafka.security.protocol", "SSL"));

        // Then
        assertThat(connection.registryUrls())
                .containsExactly(URI.create("https://a:8081"), URI.create("http://b/apis/ccompat/v7"));
        assertThat(connection.autoRegister()).isFalse();
        assertThat(connection.admin("me"))
                .containsEntry("security.protocol", "SSL")
                .containsEntry("client.id", "me")
                .containsEntry("bootstrap.servers", "a:1,b:2");
    }

    @Test
    void takesABrokerAsKafkaDoes() {
        // When
        KafkaConnection connection = connection(Map.of("bootstrap.servers", "PLAINTEXT://a:1, [::1]:2"));

        // Then
        assertThat(connection.bootstrapServers()).isEqualTo("PLAINTEXT://a:1, [::1]:2");
    }

    @Test
    void doesNotPrintSecrets() {
        // When
        KafkaConnection connection = connection(Map.of("kafka.ssl.key.password", "canary"));

        // Then
        assertThat(connection.toString()).contains("ssl.key.password").doesNotContain("canary");
    }

    @Test
    void makesClientsThatNeitherLoseNorSeeTooMuch() {
        // Given
        KafkaConnection connection = connection(Map.of());

        // When, Then
        assertThat(connection.producer("me")).containsEntry("acks", "all").containsEntry("enable.idempotence", true);
        assertThat(connection.consumer("me"))
                .containsEntry("isolation.level", "read_committed")
                .containsEntry("enable.auto.commit", false);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost:8081",
                "http://",
                "http://a b",
                "ftp://a",
                "http://a,",
                "/path",
                "http://me:canary@a",
                "http://a?token=canary"
            })
    void refusesWhatIsNoRegistryUrl(String url) {
        assertThatThrownBy(() -> connection(Map.of("schema.registry.url", url)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("schema.registry.url")
                .hasMessageNotContaining("canary");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "localhost", "localhost:", "localhost:x", "localhost:65536", "a:1,", "a b:1"})
    void refusesWhatIsNoBroker(String brokers) {
        assertThatThrownBy(() -> connection(Map.of("bootstrap.servers", brokers)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("bootstrap.servers");
    }

    private static KafkaConnection connection(Map<String, String> settings) {
        return KafkaConnection.from(new AbstractConfig(KafkaConnection.define(new ConfigDef()), settings, false));
    }
}
