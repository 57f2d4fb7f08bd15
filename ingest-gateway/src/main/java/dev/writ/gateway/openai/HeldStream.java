package dev.writ.gateway.openai;

import dev.writ.gateway.http.EventSource;
import dev.writ.gateway.http.Problem;
import dev.writ.gateway.http.ProblemException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A stream whose first event was waited for, so that a failure before it can still be answered by a status, which is what
 * clients decide by whether to try again. A stream that ends otherwise than by its own last event says so.
 */
final class HeldStream implements EventSource {

    private final EventSource source;
    private final ChunkNarration narration;
    private @Nullable Step held;
    private boolean cutTold;

    private HeldStream(EventSource source, ChunkNarration narration, Step held) {
        this.source = source;
        this.narration = narration;
        this.held = held;
    }

    /**
     * Waits for the first event, at most so long.
     *
     * @param source closed if this throws
     * @throws ProblemException if the stream failed before anything of it was told
     */
    static HeldStream of(EventSource source, ChunkNarration narration, Duration longest) throws InterruptedException {
        boolean kept = false;
        try {
            Step first = source.next(longest);
            Optional<Problem> failure = narration.failureBeforeAll();
            if (failure.isPresent()) {
                throw new ProblemException(failure.get());
            }
            kept = true;
            return new HeldStream(source, narration, first);
        } finally {
            if (!kept) {
                source.close();
            }
        }
    }

    @Override
    public Step next(Duration wait) throws InterruptedException {
        Step first = held;
        held = null;
        // Silence was for the one who waited: the client is to wait its own time.
        Step step = first == null || first instanceof Silence ? source.next(wait) : first;
        if (step instanceof End && !narration.hasEnded() && !cutTold) {
            cutTold = true;
            return Chunks.error(StreamFailure.interrupted(
                    "reader_too_slow", "The stream was read too slowly and is cut; the execution goes on."));
        }
        return step;
    }

    @Override
    public Optional<Event> farewell() {
        return narration.hasEnded()
                ? Optional.empty()
                : Optional.of(Chunks.error(StreamFailure.interrupted(
                        "gateway_stopping", "This gateway stops; the execution goes on, and another gateway has it.")));
    }

    @Override
    public void close() {
        source.close();
    }
}
