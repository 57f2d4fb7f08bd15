package dev.writ.worker.publish;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;

/** Waits for what {@link EventPublisher} was given. */
public final class Durable {

    private Durable() {}

    /**
     * Returns when the event is durable.
     *
     * @throws KafkaException if it could not be made durable
     */
    public static void await(CompletableFuture<Void> published) throws InterruptedException {
        try {
            published.get();
        } catch (ExecutionException e) {
            throw new KafkaException("an event could not be written: " + e.getMessage(), e.getCause());
        }
    }
}
