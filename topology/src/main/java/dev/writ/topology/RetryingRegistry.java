package dev.writ.topology;

import dev.writ.schemas.serde.RegistryUnavailableException;
import dev.writ.schemas.serde.SchemaRegistryClient;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.avro.Schema;

/**
 * Waits out a schema registry that is away for a moment, rather than have a thread die and its tasks move. It is asked once
 * for each schema, so the wait is at the start or after a change of schema, never on the common path.
 */
final class RetryingRegistry implements SchemaRegistryClient {

    private static final int TRIES = 20;
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final SchemaRegistryClient registry;

    RetryingRegistry(SchemaRegistryClient registry) {
        this.registry = registry;
    }

    @Override
    public int idOf(String subject, Schema schema) {
        return patiently(() -> registry.idOf(subject, schema));
    }

    @Override
    public Schema byId(int id) {
        return patiently(() -> registry.byId(id));
    }

    private static <T> T patiently(Supplier<T> call) {
        for (int tries = 1; ; tries++) {
            try {
                return call.get();
            } catch (RegistryUnavailableException e) {
                if (tries == TRIES || Thread.currentThread().isInterrupted()) {
                    throw e;
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }
}
