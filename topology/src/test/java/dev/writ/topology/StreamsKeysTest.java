package dev.writ.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.writ.schemas.serde.InMemorySchemaRegistry;
import dev.writ.schemas.settings.ClientKeys;
import java.util.HashSet;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamsKeysTest {

    private static final String PRODUCER_BACKOFF = "producer.retry.backoff.ms";
    private static final String PRODUCER_BATCH = "producer.batch.size";

    @Test
    void leavesNothingToTheUserThatWritOverwrites() {
        // Given
        GovernanceConfig config = GovernanceConfig.from(Map.of("governance.instance.id", "one"));

        // When
        Set<Object> overwritten = new HashSet<>(
                StreamsSettings.of(config, "writ", new InMemorySchemaRegistry()).keySet());
        overwritten.remove(DeadLetterFailedProcessing.REGISTRY);
        overwritten.removeAll(Set.of(PRODUCER_BACKOFF, PRODUCER_BATCH));

        // Then
        Set<String> kept = new HashSet<>(StreamsKeys.all().kept().keySet());
        kept.addAll(ClientKeys.clients().kept().keySet());
        assertThat(overwritten).isNotEmpty().allSatisfy(name -> assertThat(kept).contains("kafka." + name));
    }

    @ParameterizedTest
    @CsvSource({
        "kafka.retry.backoff.ms," + PRODUCER_BACKOFF + ",5",
        "kafka.producer.retry.backoff.ms," + PRODUCER_BACKOFF + ",5",
        "kafka.batch.size," + PRODUCER_BATCH + ",65536",
        "kafka.producer.batch.size," + PRODUCER_BATCH + ",65536"
    })
    void hasSettingsOfItsOwnForProducersUnlessToldOtherwise(String key, String producers, int usual) {
        // When
        Properties ours = settings(Map.of());
        Properties theirs = settings(Map.of(key, "70"));

        // Then
        assertThat(ours).containsEntry(producers, usual);
        assertThat(theirs.get(producers)).isNotEqualTo(usual);
        assertThat(theirs).containsEntry(key.substring("kafka.".length()), "70");
    }

    private static Properties settings(Map<String, String> given) {
        return StreamsSettings.of(GovernanceConfig.from(given), "writ", new InMemorySchemaRegistry());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kafka.max.warmup.replicas|many|bad value \"many\" for kafka.max.warmup.replicas: must be a whole number",
                "kafka.main.consumer.max.poll.records|0|bad value \"0\" for kafka.main.consumer.max.poll.records: must be a"
                        + " whole number, 1 to 2147483647",
                "kafka.producer.acks|1|kafka.producer.acks cannot be set: an event counts once all in-sync replicas have it",
                "kafka.state.dir|data|kafka.state.dir cannot be set: set governance.state.dir",
                "kafka.upgrade.from|0.1|bad value \"0.1\" for kafka.upgrade.from: must be one of"
            })
    void refusesWhatKafkaStreamsWouldRefuseAndWhatWritKeeps(String key, String value, String line) {
        // Then
        assertThatThrownBy(() -> GovernanceConfig.from(Map.of(key, value)))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(line);
    }

    @Test
    void refusesSettingsThatDoNotGoTogether() {
        // Then
        assertThatThrownBy(() ->
                        GovernanceConfig.from(Map.of("kafka.producer.max.in.flight.requests.per.connection", "6")))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("the settings under kafka. do not fit: ");
    }

    @Test
    void takesWhatKafkaStreamsAndItsClientsTake() {
        // Given
        Map<String, String> settings = Map.of(
                "kafka." + StreamsConfig.ACCEPTABLE_RECOVERY_LAG_CONFIG,
                "5000",
                "kafka.max.warmup.replicas",
                "1",
                "kafka.topic.min.insync.replicas",
                "2",
                "kafka.restore.consumer.max.poll.records",
                "100",
                "kafka.security.protocol",
                "PLAINTEXT");

        // Then
        assertThatCode(() -> GovernanceConfig.from(settings)).doesNotThrowAnyException();
    }
}
