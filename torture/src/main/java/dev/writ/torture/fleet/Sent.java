package dev.writ.torture.fleet;

import dev.writ.torture.nemesis.Seen;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Counts what the brokers took. */
final class Sent implements Callback {

    private final Queue<RecordMetadata> taken = new ConcurrentLinkedQueue<>();
    private final Queue<Exception> refused = new ConcurrentLinkedQueue<>();

    @Override
    public void onCompletion(RecordMetadata metadata, @Nullable Exception exception) {
        if (exception == null) {
            taken.add(metadata);
        } else {
            refused.add(exception);
        }
    }

    /** Where they stand. */
    Queue<RecordMetadata> taken() {
        return taken;
    }

    /** Whether all of them were taken, one or more. */
    Seen seen(int wanted) {
        return new Seen(
                wanted > 0 && taken.size() == wanted,
                taken.size() + " of " + wanted + " records taken"
                        + (refused.isEmpty() ? "" : ", the first refusal: " + refused.peek()));
    }
}
