package dev.writ.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.writ.sink.read.BatchLimits;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

class SinkConfigTest {

    private static final Map<String, String> LEAST =
            Map.of("jdbc.url", "jdbc:postgresql://localhost:5433/writ", "jdbc.user", "writ", "jdbc.password", "secret");

    @Test
    void hasDefaultsForAllButTheDatabase() {
        SinkConfig config = SinkConfig.from(LEAST);

        assertThat(config.groupId()).isEqualTo("writ-audit-sink");
        assertThat(config.limits()).isEqualTo(new BatchLimits(8 * 1024 * 1024, 5_000));
        assertThat(config.poll()).isEqualTo(Duration.ofMillis(200));
        assertThat(config.kafka().bootstrapServers()).isEqualTo("localhost:9092");
    }

    @Test
    void refusesToStartWithoutADatabase() {
        assertThatThrownBy(() -> SinkConfig.from(Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("jdbc.url");
    }

    @Test
    void refusesWhatItDoesNotKnowAndLeavesOtherRolesAlone() {
        assertThat(SinkConfig.from(with("gateway.port", "8080"))).isEqualTo(SinkConfig.from(LEAST));
        assertThatThrownBy(() -> SinkConfig.from(with("sink.batch.size", "5")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("sink.batch.size");
    }

    @Test
    void refusesBadValues() {
        assertThatThrownBy(() -> SinkConfig.from(with("sink.batch.max.records", "0")))
                .isInstanceOf(ConfigException.class);
        assertThatThrownBy(() -> SinkConfig.from(with("sink.poll.ms", "0"))).isInstanceOf(ConfigException.class);
        assertThatThrownBy(() -> SinkConfig.from(with("sink.group.id", " "))).isInstanceOf(ConfigException.class);
        assertThatThrownBy(() -> SinkConfig.from(with("jdbc.url", "jdbc:mysql://localhost/writ")))
                .isInstanceOf(ConfigException.class);
    }

    @Test
    void doesNotPrintThePassword() {
        assertThat(SinkConfig.from(with("jdbc.url", "jdbc:postgresql://localhost/writ?password=secret"))
                        .toString())
                .doesNotContain("secret");
    }

    private static Map<String, String> with(String key, String value) {
        Map<String, String> settings = new HashMap<>(LEAST);
        settings.put(key, value);
        return settings;
    }
}
