package dev.writ.worker.provider;

import dev.writ.schemas.event.ToolCall;

/** Takes a completion piece by piece, in the order in which the model says it. */
@FunctionalInterface
public interface DeltaSink {

    /**
     * Takes the next piece of text; waits while the reader is behind.
     *
     * @param text not empty
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    void accept(String text) throws InterruptedException;

    /**
     * Takes a whole tool call, which the provider has put together from its pieces.
     *
     * @param index which of the answer's tool calls it is, from 0
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    default void toolCall(int index, ToolCall call) throws InterruptedException {
        throw new UnsupportedOperationException("no tools were offered");
    }

    /** Told before each call to a provider, the last time before the first piece: who runs the model. */
    default void calling(ModelRef model) {
        // Of interest only to who records it.
    }
}
