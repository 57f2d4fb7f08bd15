package dev.writ.gateway.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import dev.writ.gateway.http.EventSource.Event;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StoredTextsTest {

    @Test
    void tellsAReaderWhoHasSeenNothingAllButTheReset() {
        // Given
        Event reset = new Event("1.0", StreamMessages.RESET, "{}");
        Event text = new Event("1.1", StreamMessages.UPDATE, "{}");

        // Then
        assertThat(StoredTexts.seenOf(Optional.empty(), 1, List.of(reset, text)))
                .isEqualTo(1);
    }

    @Test
    void keepsTheFirstChunkOfADialectThatKnowsNoReset() {
        // Given
        Event chunk = new Event(null, null, "{}");

        // Then
        assertThat(StoredTexts.seenOf(Optional.empty(), 1, List.of(chunk, chunk)))
                .isZero();
    }
}
