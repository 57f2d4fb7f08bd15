package dev.writ.launcher.role;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AssemblyTest {

    private final List<String> stopped = new ArrayList<>();
    private final Assembly assembly = new Assembly();

    @Test
    void stopsInTheReverseOrderOfTheStart() throws InterruptedException {
        // Given
        assembly.add(part("cluster"));
        assembly.addAll(List.of(() -> part("topology"), () -> part("gateway")));

        // When
        assembly.close();

        // Then
        assertThat(stopped).containsExactly("gateway", "topology", "cluster");
    }

    @Test
    void keepsWhatDidStartWhenOneFails() {
        // When
        assertThatThrownBy(() -> assembly.addAll(List.of(
                        () -> part("topology"),
                        () -> {
                            throw new IllegalStateException("no port");
                        },
                        () -> part("gateway"))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no port");
        assembly.close();

        // Then
        assertThat(stopped).containsExactly("gateway", "topology");
    }

    @Test
    void stopsTheOthersWhenOneFailsToStop() {
        // Given
        assembly.add(part("cluster"));
        assembly.add(new Part("sink", Map::of, () -> {
            throw new IllegalStateException("stuck");
        }));

        // When
        assertThatThrownBy(assembly::close)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("stuck");

        // Then
        assertThat(stopped).containsExactly("cluster");
    }

    @Test
    void namesThePartThatIsNotReadyInTime() {
        // Given
        assembly.add(new Part("worker", () -> Map.of("queue", "waits"), () -> {}));

        // Then
        assertThatThrownBy(() -> assembly.awaitReady(Duration.ZERO))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("worker is not ready");
    }

    @Test
    void doesNotWaitForAPartThatHasGivenUp() {
        // Given
        assembly.add(new Part(
                "sink",
                () -> Map.of("writer", "waits"),
                () -> Optional.of(new IllegalStateException("no such table")),
                () -> {}));

        // Then
        assertThatThrownBy(() -> assembly.awaitReady(Duration.ofMinutes(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the sink has given up: no such table");
    }

    private Part part(String name) {
        return new Part(name, Map::of, () -> stopped.add(name));
    }
}
