package dev.writ.gateway.tokens;

import dev.writ.schemas.event.StreamStarted;
import dev.writ.schemas.event.TokenDelta;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The recent events of one stream, as long as they are few and none is missing. Guarded by its feed's lock. */
final class StreamWindow {

    private static final int MOST_EVENTS = 4_096;
    private static final int MOST_CHARACTERS = 65_536;

    private final List<Signal.Token> tokens = new ArrayList<>();
    private boolean complete;
    private int characters;

    /**
     * An empty window.
     *
     * @param fromTheStart whether it is certain that the stream has no event yet
     */
    StreamWindow(boolean fromTheStart) {
        this.complete = fromTheStart;
    }

    void add(Signal.Token token) {
        boolean first = token.event().getBody() instanceof StreamStarted;
        if (tokens.isEmpty() && first) {
            complete = true;
        }
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
        }
    }

    /** All events of the stream up to now; empty if some are not here. */
    Optional<List<Signal.Token>> all() {
        return complete ? Optional.of(List.copyOf(tokens)) : Optional.empty();
    }
}
