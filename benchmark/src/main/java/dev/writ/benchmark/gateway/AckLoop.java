package dev.writ.benchmark.gateway;

import dev.writ.benchmark.figures.Samples;
import dev.writ.benchmark.path.Run;
import dev.writ.benchmark.path.Spent;
import dev.writ.schemas.KafkaConnection;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** A producer with the gateway's settings that sends a next record as soon as the broker has one. */
final class AckLoop implements AutoCloseable {

    private static final double NANOS = 1e9;

    private final KafkaProducer<byte[], byte[]> producer;
    private final Function<String, ProducerRecord<byte[], byte[]>> records;
    private long number;

    /** @param records makes a record of its key */
    AckLoop(KafkaConnection kafka, Function<String, ProducerRecord<byte[], byte[]>> records) {
        this.producer = new KafkaProducer<>(
                kafka.producer("writ-bench-acks"), new ByteArraySerializer(), new ByteArraySerializer());
        this.records = records;
    }

    /**
     * Runs for a time, and until the last acknowledgements have come, which do not count any more.
     *
     * @param most records that wait for their acknowledgement, 1 or more
     * @throws IOException if the broker refuses one
     */
    Run run(int most, Duration time) throws IOException, InterruptedException {
        Semaphore room = new Semaphore(most);
        // Added to by the producer's one thread, and looked at behind all acknowledgements.
        Samples times = new Samples();
        AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        Spent before = Spent.untilNow("");
        long begun = System.nanoTime();
        long end = begun + time.toNanos();
        int sent = 0;
        for (long now = begun; now < end; now = System.nanoTime()) {
            if (!room.tryAcquire(end - now, TimeUnit.NANOSECONDS)) {
                break;
            }
            long sentAt = System.nanoTime();
            var _ = producer.send(records.apply("ack-" + number++), (_, refused) -> {
                times.add(System.nanoTime() - sentAt);
                if (refused != null) {
                    failure.compareAndSet(null, refused);
                }
                room.release();
            });
            sent++;
        }
        int waiting = most - room.availablePermits();
        double seconds = (System.nanoTime() - begun) / NANOS;
        Spent spent = Spent.untilNow("").since(before);
        producer.flush();
        Exception cause = failure.get();
        if (cause != null) {
            throw new IOException("the broker refuses a record: " + cause, cause);
        }
        return new Run(Math.max(1, sent - waiting), seconds, times, 0, spent);
    }

    @Override
    public void close() {
        producer.close();
    }
}
