package dev.writ.worker.queue;

import dev.writ.worker.execution.Delivery;

/** What is done with a delivery. Called on a thread of its own for each. */
@FunctionalInterface
public interface Work {

    /**
     * Returns when nothing of the delivery is left to do.
     *
     * @throws InterruptedException if the thread is interrupted; the record is then delivered again
     */
    void run(Delivery delivery) throws InterruptedException;
}
