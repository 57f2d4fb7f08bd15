package dev.writ.torture.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.writ.torture.history.ProviderCall;
import dev.writ.worker.simulated.server.FileJournal;
import dev.writ.worker.simulated.server.JournalEntry;
import dev.writ.worker.simulated.server.JournalEntry.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProviderJournalTest {

    private static final Instant AT = Instant.parse("2026-11-28T12:00:00Z");

    @TempDir
    private Path folder = Path.of("");

    @Test
    void readsCallsOfAProviderThatWasKilledAndStartedAgain() throws IOException {
        // Given
        Path file = folder.resolve("calls.jsonl");
        try (FileJournal journal = FileJournal.open(file, false)) {
            journal.note(entry(1, Kind.RECEIVED, "e-1.1", 0, "", 10));
            journal.note(entry(1, Kind.FIRST_BYTE, "e-1.1", 0, "", 20));
            journal.note(entry(2, Kind.RECEIVED, "e-2.1", 0, "", 30));
            journal.note(entry(1, Kind.ENDED, "e-1.1", 7, "done", 40));
        }
        try (FileJournal journal = FileJournal.open(file, false)) {
            journal.note(entry(2, Kind.CLOSED_BY_CLIENT, "e-9.1", 0, "", 45));
            journal.note(entry(1, Kind.RECEIVED, "e-2.2", 0, "", 50));
            journal.note(entry(1, Kind.CLOSED_BY_CLIENT, "e-2.2", 3, "", 60));
            journal.note(entry(2, Kind.RECEIVED, "e-3.1", 0, "", 70));
            journal.note(entry(2, Kind.ENDED, "e-3.1", 0, "simulated-503", 80));
        }

        // When
        List<ProviderCall> calls = ProviderJournal.read(file);

        // Then
        assertThat(calls)
                .extracting(ProviderCall::executionId, ProviderCall::attempt, ProviderCall::last)
                .containsExactly(
                        tuple("e-1", 1, Optional.of(new ProviderCall.Last(7, false, "done", 40))),
                        tuple("e-2", 1, Optional.empty()),
                        tuple("e-2", 2, Optional.of(new ProviderCall.Last(3, true, "", 60))),
                        tuple("e-3", 1, Optional.of(new ProviderCall.Last(0, false, "simulated-503", 80))));
        assertThat(calls).extracting(ProviderCall::wasRefused).containsExactly(false, false, false, true);
        assertThat(calls).extracting(ProviderCall::mostTokens).containsExactly(7, Integer.MAX_VALUE, 4, 0);
    }

    private static JournalEntry entry(
            long call, Kind kind, String requestId, int tokens, String note, long monotonicNanos) {
        return new JournalEntry(call, kind, requestId, "", "openai", "simulated", tokens, note, AT, monotonicNanos);
    }
}
