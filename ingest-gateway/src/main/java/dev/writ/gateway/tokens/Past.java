package dev.writ.gateway.tokens;

import dev.writ.schemas.event.DisconnectRule;
import dev.writ.schemas.event.StreamEnd;
import dev.writ.schemas.event.StreamEnded;
import dev.writ.schemas.event.StreamStarted;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a stream has told up to now, as far as it still counts: the events of its latest attempt, up to its end. */
final class Past {

    private final List<Signal.Token> tokens;

    private Past(List<Signal.Token> tokens) {
        this.tokens = List.copyOf(tokens);
    }

    /** The past out of all events of a stream, in their order. */
    static Past of(List<Signal.Token> all) {
        List<Signal.Token> counting = new ArrayList<>();
        for (Signal.Token token : all) {
            if (!counting.isEmpty()
                    && token.event().getAttempt() > counting.getLast().event().getAttempt()) {
                counting.clear();
            }
            if (counting.isEmpty()
                    || token.event().getAttempt() == counting.getLast().event().getAttempt()) {
                counting.add(token);
            }
            if (isEnd(token)) {
                break;
            }
        }
        return new Past(counting);
    }

    /** Whether the event ends its execution's stream, and not only an attempt. */
    static boolean isEnd(Signal.Token token) {
        return token.event().getBody() instanceof StreamEnded end && end.getStatus() != StreamEnd.SUPERSEDED;
    }

    List<Signal.Token> tokens() {
        return tokens;
    }

    boolean isEmpty() {
        return tokens.isEmpty();
    }

    /** Whether the beginning of the attempt is gone, so that the rest makes no whole text. */
    boolean isTruncated() {
        return !tokens.isEmpty() && !(tokens.getFirst().event().getBody() instanceof StreamStarted);
    }

    /** What becomes of the stream if its readers leave; empty as long as it has not begun. */
    Optional<DisconnectRule> rule() {
        return tokens.stream()
                .map(token -> token.event().getBody())
                .filter(StreamStarted.class::isInstance)
                .map(started -> ((StreamStarted) started).getOnDisconnect())
                .findFirst();
    }

    /** The last event of the stream, if it has come. */
    Optional<Signal.Token> end() {
        return tokens.isEmpty()
                ? Optional.empty()
                : Optional.of(tokens.getLast()).filter(Past::isEnd);
    }
}
