package dev.writ.worker.queue;

import dev.writ.schemas.KafkaTrouble;
import dev.writ.worker.execution.Pulse;
import dev.writ.worker.publish.Outbox;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.Duration;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The workers' queue: reads it on a thread of its own until it is closed, and begins anew when the consumer fails. */
public final class CompletionQueue implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CompletionQueue.class);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Duration LONGEST_GOODBYE = Duration.ofSeconds(3);

    private final QueueConfig config;
    private final MeterRegistry meters;
    private final RunningDeliveries running;
    private final Outbox outbox;
    private final Pulse pulse;
    private final Thread thread = Thread.ofPlatform().name("writ-worker-queue").unstarted(this::run);
    private volatile @Nullable KafkaConsumer<byte[], byte[]> consumer;
    private volatile boolean closing;
    private volatile boolean ready;
    private @Nullable String refusal;

    private CompletionQueue(QueueConfig config, Work work, Outbox outbox, Pulse pulse, MeterRegistry meters) {
        this.config = config;
        this.meters = meters;
        this.running = new RunningDeliveries(work, pulse::beat);
        this.outbox = outbox;
        this.pulse = pulse;
    }

    /**
     * Starts to read.
     *
     * @param work what is done with each record
     * @param outbox what the work has sent
     * @param pulse beats while it reads
     * @param meters takes the number of running executions and the consumer's metrics
     */
    public static CompletionQueue start(
            QueueConfig config, Work work, Outbox outbox, Pulse pulse, MeterRegistry meters) {
        CompletionQueue queue = new CompletionQueue(config, work, outbox, pulse, meters);
        meters.gauge("writ.worker.executions.running", queue.running, RunningDeliveries::count);
        queue.thread.start();
        return queue;
    }

    /** Whether the group has let this worker in. */
    public boolean isReady() {
        return ready;
    }

    /** Stops reading, lets running work end within the drain time, leaves the rest to others, and commits. */
    @Override
    public void close() {
        closing = true;
        KafkaConsumer<byte[], byte[]> current = consumer;
        if (current != null) {
            current.wakeup();
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private void run() {
        while (!closing) {
            try (KafkaConsumer<byte[], byte[]> current = new KafkaConsumer<>(
                            config.consumer(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
                    KafkaClientMetrics metrics = new KafkaClientMetrics(current)) {
                metrics.bindTo(meters);
                consumer = current;
                read(new QueueSession(config, current, running, outbox, this::letIn), current);
            } catch (WakeupException e) {
                LOG.debug("Woken up to close");
            } catch (RuntimeException e) {
                tell(e);
                pause();
            } finally {
                ready = false;
            }
        }
    }

    private void letIn() {
        ready = true;
        refusal = null;
    }

    private void read(QueueSession session, KafkaConsumer<byte[], byte[]> current) {
        session.join();
        try {
            while (!closing) {
                session.poll();
                if (session.isSureOfItsPlace()) {
                    pulse.beat();
                }
            }
        } catch (WakeupException e) {
            LOG.info("Leaving the group {}", current.groupMetadata().groupId());
        } finally {
            if (closing) {
                session.leaveForGood();
                current.close(CloseOptions.timeout(LONGEST_GOODBYE));
            } else {
                session.leave();
            }
        }
    }

    /** A refusal is mended by people, who need one line, not the same stack each second. */
    private void tell(RuntimeException failure) {
        if (!KafkaTrouble.isRefusal(failure)) {
            LOG.error("The queue begins anew in {}", PAUSE_AFTER_FAILURE, failure);
            return;
        }
        String line = KafkaTrouble.inOneLine(failure);
        if (!line.equals(refusal)) {
            LOG.error("The worker waits: {}", line);
            refusal = line;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_AFTER_FAILURE);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
