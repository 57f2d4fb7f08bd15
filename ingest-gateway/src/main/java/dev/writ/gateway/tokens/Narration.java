package dev.writ.gateway.tokens;

import dev.writ.gateway.http.EventSource.Event;
import dev.writ.schemas.event.CompletionText;
import dev.writ.schemas.event.ExecutionEvent;
import java.util.List;

/**
 * One stream's events in the words of one dialect. It is told of every event, more than once if two ways led to it, and of
 * superseded attempts too: what is to be passed on is its own matter. For one thread.
 */
public interface Narration {

    /** What the reader is told of a token event, in order; nothing if it is empty. */
    List<Event> narrate(Signal.Token token);

    /** What the reader is told if the execution has ended without a last token event; the last that is told. */
    Event tellWithoutEnd(ExecutionEvent event);

    /**
     * The whole answer in place of the tokens, which are gone: first what makes a reader forget what it has seen, then the
     * rest.
     *
     * @return empty if the dialect has no such words
     */
    default List<Event> narrateStored(CompletionText text) {
        return List.of();
    }

    /** Whether the last event was told. */
    boolean hasEnded();
}
