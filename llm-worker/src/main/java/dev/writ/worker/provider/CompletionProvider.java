package dev.writ.worker.provider;

/** Someone who runs models. Safe for use by several threads. */
public interface CompletionProvider extends AutoCloseable {

    /** Its name in events, such as "simulated". */
    String name();

    /**
     * Runs one completion on the calling thread and hands its text on as it comes.
     *
     * @param sink takes text and tool calls, in order
     * @return how it ended; whatever goes wrong upstream is an outcome, not an exception
     * @throws InterruptedException if the thread is interrupted; the call upstream is given up
     */
    StreamOutcome complete(ModelCall call, DeltaSink sink) throws InterruptedException;

    /** Gives up its resources; no call may be running. */
    @Override
    void close();
}
