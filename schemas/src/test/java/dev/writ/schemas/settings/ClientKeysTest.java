package dev.writ.schemas.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.writ.schemas.KafkaConnection;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientKeysTest {

    @Test
    void leavesNothingToTheUserThatWritOverwrites() {
        // Given
        KafkaConnection connection = new KafkaConnection("b:1", List.of(URI.create("http://r")), true, Map.of());

        // When
        TreeSet<String> overwritten = new TreeSet<>(connection.producer("me").keySet());
        overwritten.addAll(connection.consumer("me").keySet());

        // Then
        assertThat(ClientKeys.clients().kept().keySet())
                .containsAll(overwritten.stream().map(name -> "kafka." + name).toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kafka.security.protocol|FOO|bad value \"FOO\" for kafka.security.protocol: must be one of PLAINTEXT,"
                        + " SASL_PLAINTEXT, SASL_SSL, SSL (in any case)",
                "kafka.request.timeout.ms|soon|bad value \"soon\" for kafka.request.timeout.ms: must be a whole number,"
                        + " 0 to 2147483647",
                "kafka.metric.reporters|a.B|bad value \"a.B\" for kafka.metric.reporters: must be names of classes that can"
                        + " be loaded, separated by commas",
                "kafka.acks|1|kafka.acks cannot be set: an event counts once all in-sync replicas have it",
                "kafka.group.id|g|kafka.group.id cannot be set: set governance.application.id, worker.group.id or"
                        + " sink.group.id"
            })
    void refusesWhatNoClientTakesAndWhatWritKeeps(String key, String value, String line) {
        // Then
        assertThatThrownBy(() -> ClientKeys.clients().check(Map.of(key, value)))
                .isInstanceOf(ConfigException.class)
                .hasMessage(line);
    }

    @Test
    void takesWhatClientsTake() {
        // Given
        Map<String, String> settings = Map.of(
                "kafka.security.protocol", "SASL_SSL",
                "kafka.sasl.mechanism", "SCRAM-SHA-512",
                "kafka.client.rack", "r1",
                "kafka.metric.reporters", "org.apache.kafka.common.metrics.JmxReporter",
                "gateway.port", "x");

        // Then
        assertThatCode(() -> ClientKeys.clients().check(settings)).doesNotThrowAnyException();
    }
}
