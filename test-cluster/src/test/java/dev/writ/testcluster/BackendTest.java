package dev.writ.testcluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class BackendTest {

    @Test
    void isChosenByName() {
        // Then
        assertThat(Backend.of("in-jvm")).isEqualTo(Backend.IN_JVM);
        assertThat(Backend.of("containers")).isEqualTo(Backend.CONTAINERS);
    }

    @Test
    void refusesANameThatItDoesNotKnow() {
        // When
        assertThatThrownBy(() -> Backend.of("docker"))
                // Then
                .hasMessage("writ.test.cluster must be in-jvm or containers, not docker");
    }
}
