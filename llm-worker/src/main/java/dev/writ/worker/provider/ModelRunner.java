package dev.writ.worker.provider;

/** One place that runs models. Safe for use by several threads. */
public interface ModelRunner extends AutoCloseable {

    /**
     * Runs one completion on the calling thread and hands its text on as it comes. Says before each call upstream who is
     * called, by {@link DeltaSink#calling}.
     *
     * @param sink takes text and tool calls, in order
     * @return how it ended; whatever goes wrong upstream is an outcome, not an exception
     * @throws InterruptedException if the thread is interrupted; the call upstream is given up
     */
    StreamOutcome complete(ModelCall call, DeltaSink sink) throws InterruptedException;

    /** Whether it runs within this process, so that nothing upstream needs to be spared. */
    default boolean isInProcess() {
        return false;
    }

    /** Gives up its resources; no call may be running. */
    @Override
    void close();
}
