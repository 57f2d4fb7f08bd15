package dev.writ.worker.publish;

import java.time.Duration;

/** What was sent and Kafka may not have yet. */
public interface Outbox {

    /** Returns when everything handed over so far is durable or has failed. */
    void flush();

    /**
     * As {@link #flush}, but not for ever: what has not left within the limit never will, and nothing more is taken. For the
     * end of a process that must not wait for a broker which is away.
     *
     * @throws org.apache.kafka.common.errors.InterruptException if the wait is interrupted
     */
    void flushOrDrop(Duration limit);
}
