package dev.writ.worker.provider;

/** Takes a completion's text piece by piece. */
@FunctionalInterface
public interface DeltaSink {

    /**
     * Takes the next piece; waits while the reader is behind.
     *
     * @param text not empty
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    void accept(String text) throws InterruptedException;
}
