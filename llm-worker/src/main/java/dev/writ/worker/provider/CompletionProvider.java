package dev.writ.worker.provider;

import dev.writ.schemas.event.CompletionRequested;

/** Someone who runs models. Safe for use by several threads. */
public interface CompletionProvider extends AutoCloseable {

    /** Its name in events, such as "simulated". */
    String name();

    /**
     * Runs one completion on the calling thread and hands its text on as it comes.
     *
     * @param request what to complete
     * @param model the model to run; the request's, or the worker's default where it names none
     * @param sink takes the text, in order
     * @return how it ended; whatever goes wrong upstream is an outcome, not an exception
     * @throws InterruptedException if the thread is interrupted; the call upstream is given up
     */
    StreamOutcome complete(CompletionRequested request, String model, DeltaSink sink) throws InterruptedException;

    /** Gives up its resources; no call may be running. */
    @Override
    void close();
}
