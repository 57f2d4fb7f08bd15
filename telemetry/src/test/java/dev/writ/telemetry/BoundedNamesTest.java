package dev.writ.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BoundedNamesTest {

    @Test
    void givesFurtherNamesOneLabel() {
        // Given
        BoundedNames names = new BoundedNames(2);

        // When
        names.of("a");
        names.of("b");

        // Then
        assertThat(names.of("c")).isEqualTo(BoundedNames.OTHER);
        assertThat(names.of("a")).isEqualTo("a");
        assertThat(names.of("b")).isEqualTo("b");
    }
}
