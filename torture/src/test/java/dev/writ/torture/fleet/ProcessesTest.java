package dev.writ.torture.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProcessesTest {

    private final Processes processes = new Processes();

    @Test
    void endsWhatRunsAndStartsNothingAnyMore() throws IOException, InterruptedException {
        // Given
        Process process = processes.start(new ProcessBuilder("sleep", "600"));

        // When
        processes.end();

        // Then
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThatThrownBy(() -> processes.start(new ProcessBuilder("sleep", "600")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("over");
    }
}
