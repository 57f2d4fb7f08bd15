package dev.writ.gateway.tokens;

import dev.writ.schemas.event.ExecutionEvent;
import dev.writ.schemas.event.TokenEvent;

/** What reaches the reader of a stream. */
public sealed interface Signal {

    /** A token event and where it stands in its partition. */
    record Token(TokenEvent event, long offset) implements Signal {}

    /** The execution has ended; its last token event is there already or will be at once. */
    record Finished(ExecutionEvent event) implements Signal {}
}
