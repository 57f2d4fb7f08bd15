package dev.writ.gateway.tokens;

import dev.writ.schemas.event.StreamStarted;
import dev.writ.schemas.event.TokenDelta;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The recent events of one stream, as long as they are few. Guarded by its feed's lock. */
final class StreamWindow {

    private static final int MOST_EVENTS = 4_096;
    private static final int MOST_CHARACTERS = 65_536;
    /** What an event takes beside its text: the objects that it is decoded into. */
    private static final int EVENT_BYTES = 300;

    private final List<Signal.Token> tokens = new ArrayList<>();
    /** From the beginning of an attempt; the first one's, for a stream that has no event yet. */
    private boolean complete = true;

    private int characters;
    private long touchedAt;

    /** @param now nanoseconds of the monotonic clock */
    StreamWindow(long now) {
        this.touchedAt = now;
    }

    void add(Signal.Token token, long now) {
        touchedAt = now;
        complete |= tokens.isEmpty() && token.event().getBody() instanceof StreamStarted;
        if (!complete) {
            return;
        }
        tokens.add(token);
        characters += token.event().getBody() instanceof TokenDelta delta
                ? delta.getText().length()
                : 0;
        if (tokens.size() > MOST_EVENTS || characters > MOST_CHARACTERS) {
            complete = false;
            tokens.clear();
            characters = 0;
        }
    }

    /** All events of the stream up to now; empty if some are not here. */
    Optional<List<Signal.Token>> all() {
        return complete ? Optional.of(List.copyOf(tokens)) : Optional.empty();
    }

    /** When it was made or got its last event, in nanoseconds of the monotonic clock. */
    long touchedAt() {
        return touchedAt;
    }

    /** About what it takes of the heap. */
    long bytes() {
        return (long) tokens.size() * EVENT_BYTES + characters;
    }
}
