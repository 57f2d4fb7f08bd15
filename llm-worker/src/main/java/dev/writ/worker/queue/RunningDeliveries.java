package dev.writ.worker.queue;

import dev.writ.worker.execution.Delivery;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The deliveries that run, one virtual thread each. Methods are for the queue's thread. */
final class RunningDeliveries {

    private static final Logger LOG = LoggerFactory.getLogger(RunningDeliveries.class);

    /** Between two beats of a thread that waits. */
    private static final Duration BEAT = Duration.ofMillis(200);

    private final Work work;
    private final Runnable pulse;
    private final Map<Delivery, Thread> threads = new ConcurrentHashMap<>();
    private final Queue<Delivery> finished = new ConcurrentLinkedQueue<>();

    /** @param pulse beats while the queue's thread waits here */
    RunningDeliveries(Work work, Runnable pulse) {
        this.work = work;
        this.pulse = pulse;
    }

    /** How many run; for any thread. */
    int count() {
        return threads.size();
    }

    /** Runs a delivery. */
    void start(Delivery delivery) {
        Thread thread = Thread.ofVirtual().name("writ-execution-" + delivery).unstarted(() -> run(delivery));
        threads.put(delivery, thread);
        thread.start();
    }

    /** Hands over what has finished since the last call. */
    void takeFinished(BiConsumer<TopicPartition, Long> taker) {
        for (Delivery done = finished.poll(); done != null; done = finished.poll()) {
            taker.accept(partitionOf(done.record()), done.record().offset());
        }
    }

    /**
     * Ends what runs for the partitions: waits for the grace, then interrupts and waits for each to stop.
     *
     * @param grace 0 or more
     */
    void stop(Collection<TopicPartition> partitions, Duration grace) throws InterruptedException {
        Set<TopicPartition> wanted = Set.copyOf(partitions);
        List<Thread> stopping = threads.entrySet().stream()
                .filter(entry -> wanted.contains(partitionOf(entry.getKey().record())))
                .map(Map.Entry::getValue)
                .toList();
        long deadline = System.nanoTime() + grace.toNanos();
        for (Thread thread : stopping) {
            boolean ended = false;
            for (long left = deadline - System.nanoTime(); !ended && left > 0; left = deadline - System.nanoTime()) {
                ended = thread.join(Duration.ofNanos(Math.min(left, BEAT.toNanos())));
                pulse.run();
            }
        }
        stopping.forEach(Thread::interrupt);
        for (Thread thread : stopping) {
            while (!thread.join(BEAT)) {
                pulse.run();
            }
        }
    }

    private void run(Delivery delivery) {
        try {
            work.run(delivery);
            finished.add(delivery);
        } catch (InterruptedException e) {
            LOG.info("{} is left to another delivery", delivery);
            Thread.currentThread().interrupt();
        } finally {
            threads.remove(delivery);
        }
    }

    private static TopicPartition partitionOf(ConsumerRecord<?, ?> delivered) {
        return new TopicPartition(delivered.topic(), delivered.partition());
    }
}
