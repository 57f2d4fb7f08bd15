package dev.writ.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.writ.worker.WorkerConfig.ProviderKind;
import java.time.Duration;
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
        assertThat(config.provider()).isEqualTo(ProviderKind.SIMULATED);
        assertThat(config.model()).isEqualTo("simulated");
        assertThat(config.groupId()).isEqualTo("writ-worker");
        assertThat(config.maxStreams()).isEqualTo(2000);
        assertThat(config.maxExecutionAttempts()).isEqualTo(5);
        assertThat(config.drain()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.simulatedTokensPerSecond()).isEqualTo(50);
        assertThat(config.openAi().maxAttempts()).isEqualTo(3);
        assertThat(config.openAi().timeouts().connect()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.openAi().timeouts().firstByte()).isEqualTo(Duration.ofMinutes(1));
        assertThat(config.openAi().timeouts().idle()).isEqualTo(Duration.ofMinutes(1));
        assertThat(config.openAi().timeouts().total()).isEqualTo(Duration.ofMinutes(10));
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
        WorkerConfig config = WorkerConfig.from(Map.of(WorkerKeys.OPENAI_API_KEY, "sk-secret"));

        // Then
        assertThat(config.toString()).doesNotContain("sk-secret");
        assertThat(config.openAi().apiKey().value()).isEqualTo("sk-secret");
    }
}
