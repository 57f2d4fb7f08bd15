package dev.writ.torture.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.writ.torture.history.Acknowledgement;
import dev.writ.torture.history.Answer;
import dev.writ.torture.history.DriverLog;
import dev.writ.torture.history.Intent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DriverJournalTest {

    @TempDir
    private Path folder = Path.of("");

    private Path file = Path.of("");

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("driver.jsonl");
        try (DriverJournal journal = DriverJournal.open(file)) {
            journal.intent("r-1", "chat");
            journal.answered("r-1", Answer.ALLOWED, Optional.of("d-1"), Optional.of("e-1"), 2);
            journal.intent("r-2", "canvas");
            journal.gaveUp("r-2", "503");
        }
    }

    @Test
    void readsWhatWasWrittenWithItsPlaces() throws IOException {
        // When
        DriverLog log = DriverJournal.read(file);

        // Then
        assertThat(log.intents())
                .containsExactly(new Intent("driver.jsonl:1", "r-1"), new Intent("driver.jsonl:3", "r-2"));
        assertThat(log.acknowledgements())
                .containsExactly(new Acknowledgement(
                        "driver.jsonl:2", "r-1", Answer.ALLOWED, Optional.of("d-1"), Optional.of("e-1")));
    }

    @Test
    void leavesOutATornLastLine() throws IOException {
        // Given
        Files.writeString(file, "{\"event\":\"answer\",\"requ", StandardOpenOption.APPEND);

        // When
        DriverLog log = DriverJournal.read(file);

        // Then
        assertThat(log.acknowledgements()).hasSize(1);
    }

    @Test
    void refusesABrokenLineInTheMiddle() throws IOException {
        // Given
        Files.writeString(file, "{\"event\":\n", StandardOpenOption.APPEND);

        // Then
        assertThatThrownBy(() -> DriverJournal.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("driver.jsonl:5 is no JSON");
    }
}
