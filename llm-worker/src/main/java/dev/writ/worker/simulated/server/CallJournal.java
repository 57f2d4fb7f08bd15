package dev.writ.worker.simulated.server;

/** Takes down what becomes of each call, so that every call can be accounted for. Safe for use by several threads. */
public interface CallJournal extends AutoCloseable {

    /** Keeps nothing. */
    CallJournal NONE = entry -> {};

    /** Takes an entry down. */
    void note(JournalEntry entry);

    /** Gives up its resources, after everything noted has been kept. */
    @Override
    default void close() {
        // Nothing to give up.
    }
}
