package dev.writ.worker.execution;

import org.apache.kafka.common.KafkaException;

/** Knows what earlier attempts left behind. */
@FunctionalInterface
public interface History {

    /**
     * What the attempts at an execution left behind.
     *
     * @param since least timestamp of their events, in milliseconds since 1970
     * @throws KafkaException if it cannot be read now; worth trying again
     */
    AttemptHistory of(String executionId, long since) throws InterruptedException;
}
