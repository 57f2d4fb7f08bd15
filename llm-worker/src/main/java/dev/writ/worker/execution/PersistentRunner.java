package dev.writ.worker.execution;

import dev.writ.worker.provider.Pacer;
import java.time.Duration;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries a delivery until it is done. Kafka or the registry being away is no reason to give a record up, so that is waited
 * for without end; any other failure counts, and the runner ends the execution when it has counted enough.
 */
public final class PersistentRunner {

    private static final Logger LOG = LoggerFactory.getLogger(PersistentRunner.class);
    private static final Duration FIRST_WAIT = Duration.ofMillis(200);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private final ExecutionRunner runner;
    private final Pacer pacer;

    /** @param pacer lets the time between tries pass */
    public PersistentRunner(ExecutionRunner runner, Pacer pacer) {
        this.runner = runner;
        this.pacer = pacer;
    }

    /**
     * Returns when nothing of the delivery is left to do.
     *
     * @throws InterruptedException if the thread is interrupted; another delivery will take over
     */
    public void run(Delivery delivery) throws InterruptedException {
        Delivery next = delivery;
        Duration wait = FIRST_WAIT;
        while (true) {
            try {
                runner.run(next);
                return;
            } catch (InterruptException e) {
                throw interrupted(e);
            } catch (KafkaException e) {
                LOG.warn("{} waits for Kafka or the schema registry, next try in {}: {}", next, wait, e.toString());
                LOG.debug("Why {} waits", next, e);
                next = next.again(false);
            } catch (RuntimeException e) {
                LOG.error("{} failed, next try in {}", next, wait, e);
                next = next.again(true);
            }
            pacer.await(wait);
            wait = wait.multipliedBy(2).compareTo(LONGEST_WAIT) < 0 ? wait.multipliedBy(2) : LONGEST_WAIT;
        }
    }

    /** Kafka's clients turn an interrupt into an exception of their own and set the thread's flag again. */
    private static InterruptedException interrupted(InterruptException cause) {
        boolean _ = Thread.interrupted();
        InterruptedException interrupted = new InterruptedException("interrupted in a Kafka client");
        interrupted.initCause(cause);
        return interrupted;
    }
}
