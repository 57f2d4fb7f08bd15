package dev.writ.gateway.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.writ.gateway.http.EventSource.End;
import dev.writ.gateway.http.EventSource.Event;
import dev.writ.gateway.http.EventSource.Silence;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** One who watches, without a feed. */
class LiveWatcherTest {

    private static final Duration SHORT = Duration.ofMillis(1);

    private final LiveWatcher watcher = new LiveWatcher(_ -> {});

    @Test
    void isToldWhatWasKeptBeforeWhatCame() throws InterruptedException {
        // Given
        watcher.begin(() -> event("kept"));
        watcher.offer(() -> event("came"));

        // Then
        assertThat(watcher.next(SHORT)).isEqualTo(event("kept"));
        assertThat(watcher.next(SHORT)).isEqualTo(event("came"));
        assertThat(watcher.next(SHORT)).isEqualTo(new Silence());
    }

    @Test
    void isCutBehindWhatItHasIfItDoesNotRead() throws InterruptedException {
        // Given
        AtomicInteger written = new AtomicInteger();
        IntStream.rangeClosed(0, LiveWatcher.CAPACITY)
                .forEach(number -> watcher.offer(() -> {
                    written.incrementAndGet();
                    return event("event " + number);
                }));
        assertThat(written).as("nobody else writes for it").hasValue(0);

        // When
        for (int number = 0; number < LiveWatcher.CAPACITY; number++) {
            assertThat(watcher.next(SHORT)).isEqualTo(event("event " + number));
        }

        // Then
        assertThat(watcher.next(SHORT)).isEqualTo(new End());
    }

    @Test
    void isForgottenWhenItGoes() {
        // Given
        AtomicInteger gone = new AtomicInteger();

        // When
        new LiveWatcher(_ -> gone.incrementAndGet()).close();

        // Then
        assertThat(gone).hasValue(1);
    }

    private static Event event(String data) {
        return new Event(null, "test", data);
    }
}
