package dev.writ.worker.follow;

import dev.writ.schemas.KafkaConnection;
import dev.writ.schemas.KafkaTrouble;
import dev.writ.schemas.serde.UnreadableRecordException;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands every record of some topics to a taker, in the order of each partition, as soon as it comes. In no group: every
 * worker follows everything. What cannot be read now is tried again; what can never be read is passed over, as it is no
 * work of the worker's, and stays where it is for the topic's own readers to report.
 *
 * <p>The thread is a platform thread, because it sits in the consumer's selector for as long as the worker lives.
 */
public final class TopicFollower implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TopicFollower.class);
    /** How long a poll waits for nothing; a record ends it at once. */
    private static final Duration POLL = Duration.ofSeconds(1);
    /** A poll at the start, where the end may be reached without a record. */
    private static final Duration FIRST_POLLS = Duration.ofMillis(50);

    private static final long FIRST_BACKOFF_MILLIS = 100;
    private static final long LONGEST_BACKOFF_MILLIS = 5_000;

    private final FollowerSettings settings;
    private final FollowingConsumer consumer;
    private final RecordTaker taker;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final CountDownLatch caughtUp = new CountDownLatch(1);
    private final Thread thread;
    private volatile @Nullable String trouble;

    private TopicFollower(FollowerSettings settings, KafkaConnection kafka, RecordTaker taker, MeterRegistry meters) {
        this.settings = settings;
        this.consumer = new FollowingConsumer(settings, kafka, meters);
        this.taker = taker;
        this.thread = Thread.ofPlatform()
                .name("writ-worker-" + settings.name())
                .daemon()
                .unstarted(this::run);
    }

    /** Begins to follow. */
    public static TopicFollower start(
            FollowerSettings settings, KafkaConnection kafka, RecordTaker taker, MeterRegistry meters) {
        TopicFollower follower = new TopicFollower(settings, kafka, taker, meters);
        follower.thread.start();
        return follower;
    }

    /** Why it does not do its work now; empty if it does. */
    public Optional<String> trouble() {
        if (!thread.isAlive()) {
            return Optional.of("has ended");
        }
        String now = trouble;
        return now == null && caughtUp.getCount() > 0
                ? Optional.of("is reading what was there before")
                : Optional.ofNullable(now);
    }

    /** Returns when all has been handed over that was there when it began. */
    public void awaitCaughtUp() throws InterruptedException {
        caughtUp.await();
    }

    @Override
    public void close() {
        closing.countDown();
        consumer.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private void run() {
        try (consumer) {
            while (closing.getCount() > 0) {
                retrying(this::step);
            }
        } catch (WakeupException | InterruptException | InterruptedException e) {
            LOG.debug("The follower {} ends", settings.name(), e);
        }
    }

    private void step() throws InterruptedException {
        consumer.locate();
        boolean atStart = caughtUp.getCount() > 0;
        if (atStart && consumer.isCaughtUp()) {
            caughtUp.countDown();
            atStart = false;
        }
        for (ConsumerRecord<byte[], byte[]> next : consumer.poll(atStart ? FIRST_POLLS : POLL)) {
            retrying(() -> deliver(next));
        }
    }

    private void deliver(ConsumerRecord<byte[], byte[]> next) {
        try {
            taker.take(next);
        } catch (UnreadableRecordException e) {
            LOG.warn("{}-{}@{} cannot be read and is passed over", next.topic(), next.partition(), next.offset(), e);
        } catch (KafkaException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.error("{}-{}@{} failed and is passed over", next.topic(), next.partition(), next.offset(), e);
        }
    }

    private interface Attempt {
        void run() throws InterruptedException;
    }

    /** Runs until it succeeds or the follower closes; what fails here is Kafka or the registry, never a record. */
    private void retrying(Attempt attempt) throws InterruptedException {
        for (long backoff = FIRST_BACKOFF_MILLIS; ; backoff = Math.min(2 * backoff, LONGEST_BACKOFF_MILLIS)) {
            try {
                attempt.run();
                trouble = null;
                return;
            } catch (WakeupException | InterruptException e) {
                throw e;
            } catch (RuntimeException e) {
                trouble = "waits for Kafka or the schema registry";
                LOG.warn(
                        "The follower {} tries again in {} ms: {}",
                        settings.name(),
                        backoff,
                        KafkaTrouble.inOneLine(e));
                LOG.debug("Why it does", e);
            }
            if (closing.await(backoff, TimeUnit.MILLISECONDS)) {
                throw new WakeupException();
            }
        }
    }
}
