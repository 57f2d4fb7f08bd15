package dev.writ.gateway.push;

import dev.writ.schemas.KafkaConnection;
import dev.writ.schemas.serde.SchemaRegistryClient;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Opens the log for readers that catch up, for a bounded number at a time and for a bounded time: each has a consumer of its own, and all of them
 * want the log after a gateway has gone.
 */
final class PushLogs {

    private static final int MOST_AT_A_TIME = 16;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
    private static final Duration LONGEST_READING = Duration.ofMinutes(1);

    private final KafkaConnection connection;
    private final SchemaRegistryClient registry;
    private final Semaphore places;
    private final Duration longestWait;
    private final Duration longestReading;

    PushLogs(KafkaConnection connection, SchemaRegistryClient registry) {
        this(connection, registry, MOST_AT_A_TIME, LONGEST_WAIT, LONGEST_READING);
    }

    PushLogs(
            KafkaConnection connection,
            SchemaRegistryClient registry,
            int mostAtATime,
            Duration longestWait,
            Duration longestReading) {
        this.connection = connection;
        this.registry = registry;
        this.places = new Semaphore(mostAtATime, true);
        this.longestWait = longestWait;
        this.longestReading = longestReading;
    }

    /**
     * Opens the log, to be closed; empty if others read it for so long that there was no place.
     *
     * @throws org.apache.kafka.common.KafkaException if Kafka cannot be asked
     */
    Optional<PushLog> open() throws InterruptedException {
        if (!places.tryAcquire(longestWait.toNanos(), TimeUnit.NANOSECONDS)) {
            return Optional.empty();
        }
        boolean opened = false;
        try {
            PushLog log = new PushLog(connection, registry, longestReading, places::release);
            opened = true;
            return Optional.of(log);
        } finally {
            if (!opened) {
                places.release();
            }
        }
    }
}
