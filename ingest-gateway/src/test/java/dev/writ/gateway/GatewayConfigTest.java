package dev.writ.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.writ.gateway.http.HttpSettings;
import dev.writ.schemas.KafkaConnection;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GatewayConfigTest {

    @Test
    void hasTheseDefaults() {
        GatewayConfig config = GatewayConfig.from(Map.of());
        assertThat(config)
                .isEqualTo(new GatewayConfig(
                        new HttpSettings(
                                "127.0.0.1",
                                List.of(),
                                8080,
                                524_288,
                                Duration.ofSeconds(10),
                                Duration.ofSeconds(10),
                                Duration.ofSeconds(20),
                                10_000,
                                5_000,
                                Optional.empty()),
                        Duration.ofSeconds(5),
                        Optional.empty(),
                        new KafkaConnection(
                                "localhost:9092", List.of(URI.create("http://localhost:8081")), true, Map.of()),
                        List.of(),
                        Duration.ofMinutes(5),
                        Duration.ofSeconds(3)));
    }

    @Test
    void readsADatabaseWithoutShowingItsPassword() {
        GatewayConfig config = GatewayConfig.from(
                Map.of("jdbc.url", "jdbc:postgresql://h/writ?sslpassword=secret", "jdbc.password", "secret"));
        assertThat(config.readModel().orElseThrow().password()).isEqualTo("secret");
        assertThat(config.toString()).doesNotContain("secret");
    }

    @ParameterizedTest
    @CsvSource({
        "gateway.port,70000",
        "gateway.port,web",
        "gateway.idle.timeout.ms,60000",
        "gateway.max.streams,0",
        "gateway.prot,1",
        "jdbc.uri,x",
        "jdbc.url,jdbc:mysql://h/writ",
        "gateway.tls.keystore,/no/such/file"
    })
    void refusesWhatIsOutOfBoundsOrUnknown(String key, String value) {
        assertThatThrownBy(() -> GatewayConfig.from(Map.of(key, value))).isInstanceOf(ConfigException.class);
    }

    @Test
    void leavesTheKeysOfOtherRolesToThem() {
        assertThat(GatewayConfig.from(Map.of("sink.batch.bytes", "1")).decisionTimeout())
                .isEqualTo(Duration.ofSeconds(5));
    }
}
