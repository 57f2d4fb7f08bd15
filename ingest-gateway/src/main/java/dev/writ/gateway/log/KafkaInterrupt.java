package dev.writ.gateway.log;

import org.apache.kafka.common.errors.InterruptException;

/** An interrupt as Kafka's clients report it. */
public final class KafkaInterrupt {

    private KafkaInterrupt() {}

    /** The same as Java reports it: with a clear flag, so that whoever is told can close things in order. */
    public static InterruptedException asJavaReportsIt(InterruptException interrupt) {
        Thread.interrupted();
        InterruptedException interrupted = new InterruptedException(interrupt.getMessage());
        interrupted.initCause(interrupt);
        return interrupted;
    }
}
