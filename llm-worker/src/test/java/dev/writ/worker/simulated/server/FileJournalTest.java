package dev.writ.worker.simulated.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.writ.worker.simulated.server.JournalEntry.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileJournalTest {

    private static final int MANY = 200;

    @TempDir
    private Path folder = Path.of("");

    @Test
    void keepsThatACallCameAndThatItWasTurnedAwayBeforeItGoesOn() throws IOException {
        // Given
        Path file = folder.resolve("calls.jsonl");
        try (FileJournal journal = FileJournal.open(file, false)) {
            for (int call = 1; call <= MANY; call++) {
                // When
                journal.note(entry(call, Kind.RECEIVED, ""));
                long came = lines(file);
                journal.note(entry(call, Kind.ENDED, "simulated-503"));

                // Then
                assertThat(came).isEqualTo(2L * call - 1);
                assertThat(lines(file)).isEqualTo(2L * call);
            }
        }
    }

    private static long lines(Path file) throws IOException {
        return Files.readAllLines(file).size();
    }

    private static JournalEntry entry(long call, Kind kind, String note) {
        return new JournalEntry(call, kind, "e-1.1", "", "openai", "simulated", 0, note, Instant.EPOCH, call);
    }
}
