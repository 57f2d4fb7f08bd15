package dev.writ.gateway.tokens;

import dev.writ.schemas.event.TokenEvent;

/** Sees every token event of the feed, on the feed's thread and before the readers of its stream. */
@FunctionalInterface
public interface TokenObserver {

    /** An event came, from this place on writ.tokens. Events of one partition come in order; it must not block. */
    void observe(TokenEvent event, int partition, long offset);
}
