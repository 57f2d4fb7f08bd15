package dev.writ.worker.provider;

import dev.writ.schemas.event.CompletionRequested;

/** Whoever runs the models of requests, by one place or by several. Safe for use by several threads. */
public interface CompletionProvider extends ModelRunner {

    /** Who is tried first; the call's own {@link DeltaSink#calling} says who runs it in the end. */
    ModelRef plan(CompletionRequested request);
}
