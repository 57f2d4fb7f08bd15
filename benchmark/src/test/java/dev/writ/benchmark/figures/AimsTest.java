package dev.writ.benchmark.figures;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

class AimsTest {

    @Test
    void tellsEachAimBesideWhatWasFound() {
        // Given
        ObjectNode json = JsonNodeFactory.instance.objectNode();

        // When
        Aims aims = new Aims(json).atMost("p50", 1.5, 1.5).atLeast("per second", 0.6, 0.35);

        // Then
        assertThat(aims.toString()).contains("| p50 | at most 1.50 | 1.50 | yes |");
        assertThat(aims.toString()).contains("| per second | at least 0.60 | 0.35 | no |");
        assertThat(json.path("aims").path("p50").path("reached").booleanValue()).isTrue();
        assertThat(json.path("aims").path("per second").path("at_least").doubleValue())
                .isEqualTo(0.6);
        assertThat(json.path("aims").path("per second").path("reached").booleanValue())
                .isFalse();
    }

    @Test
    void missesWhatWasNotFound() {
        // Given
        ObjectNode json = JsonNodeFactory.instance.objectNode();

        // When
        Aims aims = new Aims(json).atMost("p99", 1.5, Double.NaN).atLeast("per second", 0.6, Double.NaN);

        // Then
        assertThat(aims.toString()).contains("| p99 | at most 1.50 | - | no |").doesNotContain("yes");
    }
}
