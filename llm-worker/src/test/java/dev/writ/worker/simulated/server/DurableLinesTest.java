package dev.writ.worker.simulated.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurableLinesTest {

    @TempDir
    private Path folder = Path.of("");

    @Test
    void keepsLinesInTheirOrderAndGoesOnBehindThem() throws IOException {
        // Given
        Path file = folder.resolve("lines.txt");
        try (DurableLines lines = DurableLines.open(file, true)) {
            lines.add("first").join();
            lines.add("second").join();
        }

        // When
        try (DurableLines lines = DurableLines.open(file, false)) {
            lines.add("third").join();
        }

        // Then
        assertThat(Files.readString(file)).isEqualTo("first\nsecond\nthird\n");
    }

    @Test
    void cutsOffALineThatAKilledProcessLeftWithoutItsEnd() throws IOException {
        // Given
        Path file = Files.writeString(folder.resolve("torn.txt"), "whole\n{\"call\": 1");

        // When
        try (DurableLines lines = DurableLines.open(file, false)) {
            lines.add("next").join();
        }

        // Then
        assertThat(Files.readString(file)).isEqualTo("whole\nnext\n");
    }
}
