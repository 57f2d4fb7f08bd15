package dev.writ.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.writ.schemas.event.OfferedModel;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkerConfigTest {

    @Test
    void needsNothingToSimulate() {
        // When
        WorkerConfig config = WorkerConfig.from(Map.of());

        // Then
        assertThat(config.routing().providers()).containsOnlyKeys("simulated");
        assertThat(config.routing().catalogue("g", Instant.EPOCH).getModels())
                .extracting(OfferedModel::getModel)
                .containsExactly("simulated");
        assertThat(config.groupId()).isEqualTo("writ-worker");
        assertThat(config.maxStreams()).isEqualTo(2000);
        assertThat(config.maxExecutionAttempts()).isEqualTo(5);
        assertThat(config.drain()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.routing().simulatedTokensPerSecond()).isEqualTo(50);
        assertThat(config.routing().maxAttempts()).isEqualTo(3);
        assertThat(config.routing().timeouts().connect()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.routing().timeouts().firstByte()).isEqualTo(Duration.ofMinutes(1));
        assertThat(config.routing().timeouts().idle()).isEqualTo(Duration.ofMinutes(1));
        assertThat(config.routing().timeouts().total()).isEqualTo(Duration.ofMinutes(10));
    }

    @ParameterizedTest
    @CsvSource({
        "worker.provider, mainframe",
        "worker.provider, openai",
        "worker.max.streams, 0",
        "worker.max.attempts, 0",
        "worker.idle.timeout.ms, 0",
        "worker.drain.ms, -1",
        "worker.simulated.tokens.per.second, 0",
        "worker.simulated.tokens.per.second, NaN",
        "worker.group.id, ' '",
        "worker.openai.base.url, ftp://127.0.0.1",
        "worker.openai.base.url, 'http://a b'",
        "worker.max.strems, 7"
    })
    void refusesABadValueAndAnUnknownKey(String key, String value) {
        assertThatThrownBy(() -> WorkerConfig.from(Map.of(key, value))).isInstanceOf(ConfigException.class);
    }

    @Test
    void neverShowsTheKey() {
        // When
        WorkerConfig config = WorkerConfig.from(
                Map.of(WorkerKeys.PROVIDER, "openai", WorkerKeys.MODEL, "m", WorkerKeys.OPENAI_API_KEY, "sk-secret"));

        // Then
        assertThat(config.toString()).doesNotContain("sk-secret");
        assertThat(config.routing().providers())
                .hasEntrySatisfying(
                        "openai", provider -> assertThat(provider.key().value()).isEqualTo("sk-secret"));
    }
}
