package dev.writ.gateway.tokens;

import dev.writ.schemas.event.TokenDelta;
import java.util.ArrayList;
import java.util.List;

/** The events of one stream from the beginning of an attempt on. Guarded by its feed's lock. */
final class StreamWindow {

    private static final int MOST_EVENTS = 4_096;
    private static final int MOST_CHARACTERS = 65_536;
    /** What an event takes beside its text: the objects that it is decoded into. */
    private static final int EVENT_BYTES = 300;

    private final List<Signal.Token> tokens = new ArrayList<>();
    private int characters;
    private long touchedAt;

    /** @param now nanoseconds of the monotonic clock */
    StreamWindow(long now) {
        this.touchedAt = now;
    }

    void add(Signal.Token token, long now) {
        touchedAt = now;
        tokens.add(token);
        characters += token.event().getBody() instanceof TokenDelta delta
                ? delta.getText().length()
                : 0;
    }

    /** Whether it holds more than a window may. */
    boolean isTooLong() {
        return tokens.size() > MOST_EVENTS || characters > MOST_CHARACTERS;
    }

    /** Its events up to now. */
    List<Signal.Token> all() {
        return List.copyOf(tokens);
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
