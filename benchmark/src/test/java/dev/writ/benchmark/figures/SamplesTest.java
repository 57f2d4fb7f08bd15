package dev.writ.benchmark.figures;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SamplesTest {

    private static final long MILLI = 1_000_000;

    private final Samples samples = new Samples();

    @ParameterizedTest
    @CsvSource({"0.1, 1", "1, 1", "1.5, 2", "50, 50", "95, 95", "99, 99", "99.5, 100", "99.9, 100", "100, 100"})
    void givesTheNearestRankWhateverTheOrder(double percent, double millis) {
        // Given
        for (int i = 100; i >= 1; i--) {
            samples.add(i * MILLI);
        }

        // Then
        assertThat(samples.millis(percent)).isEqualTo(millis);
    }

    @Test
    void takesMoreAfterItWasAsked() {
        // Given
        samples.add(2 * MILLI);
        assertThat(samples.millis(100)).isEqualTo(2);

        // When
        for (int i = 0; i < 5_000; i++) {
            samples.add(-MILLI);
        }

        // Then
        assertThat(samples.count()).isEqualTo(5_001);
        assertThat(samples.millis(50)).isEqualTo(-1);
        assertThat(samples.millis(100)).isEqualTo(2);
    }

    @Test
    void saysNothingOfNoSamples() {
        // When
        ObjectNode json = samples.json();

        // Then
        assertThat(json.toString()).isEqualTo("{\"count\":0}");
        assertThat(Samples.text(samples.millis(50))).isEqualTo("-");
        assertThat(Samples.text(1.25)).isEqualTo("1.3");
    }

    @Test
    void reportsWhatItHas() {
        // Given
        samples.add(3 * MILLI);
        samples.add(MILLI / 2);

        // Then
        assertThat(samples.json().toString())
                .isEqualTo("{\"count\":2,\"p50_ms\":0.5,\"p95_ms\":3.0,\"p99_ms\":3.0,\"p999_ms\":3.0,\"max_ms\":3.0}");
    }
}
