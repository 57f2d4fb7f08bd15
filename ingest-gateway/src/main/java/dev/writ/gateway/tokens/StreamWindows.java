package dev.writ.gateway.tokens;

import dev.writ.schemas.event.StreamStarted;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.LongSupplier;

/**
 * The events of the streams that began last, for readers that come a little later than those. What began first gives way: a stream
 * that is about to begin has its reader within milliseconds, and who comes late to a long one can read the log. Guarded by its
 * feed's lock.
 */
final class StreamWindows {

    private static final int MOST_WINDOWS = 4_096;
    private static final long MOST_BYTES = 32L * 1_024 * 1_024;
    private static final Duration LONGEST_IDLE = Duration.ofMinutes(2);

    private final SequencedMap<String, StreamWindow> windows = new LinkedHashMap<>();
    private final LongSupplier nanos;
    private long bytes;

    /** @param nanos the monotonic clock */
    StreamWindows(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** A stream is about to begin: it has no event yet. */
    void expect(String executionId) {
        drop(executionId);
        windows.put(executionId, new StreamWindow(nanos.getAsLong()));
        trim();
    }

    /** Keeps an event, if those before it are here or it begins an attempt, and the stream is not too long. */
    void add(Signal.Token token) {
        String executionId = token.event().getExecutionId();
        StreamWindow window = windows.get(executionId);
        if (window == null && !(token.event().getBody() instanceof StreamStarted)) {
            return;
        }
        long now = nanos.getAsLong();
        if (window == null) {
            window = new StreamWindow(now);
            windows.put(executionId, window);
        }
        bytes -= window.bytes();
        window.add(token, now);
        bytes += window.bytes();
        if (window.isTooLong()) {
            drop(executionId);
        }
        trim();
    }

    /** All events of a stream up to now; empty if some are not here, or nothing has come of it for two minutes. */
    Optional<List<Signal.Token>> of(String executionId) {
        StreamWindow window = windows.get(executionId);
        return window == null || nanos.getAsLong() - window.touchedAt() > LONGEST_IDLE.toNanos()
                ? Optional.empty()
                : Optional.of(window.all());
    }

    private void trim() {
        while (windows.size() > MOST_WINDOWS || bytes > MOST_BYTES) {
            drop(windows.firstEntry().getKey());
        }
    }

    private void drop(String executionId) {
        StreamWindow dropped = windows.remove(executionId);
        bytes -= dropped == null ? 0 : dropped.bytes();
    }
}
