package dev.writ.feed;

import dev.writ.schemas.KafkaConnection;
import dev.writ.schemas.KafkaTrouble;
import dev.writ.schemas.event.DeadLetterReason;
import dev.writ.schemas.serde.RegistryUnavailableException;
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
 * Hands every record of some topics to a reader, in the order of each partition, on a thread of its own. The consumer is
 * in no group: every instance of a role follows everything. What cannot be read now is tried again; what can never be read
 * goes to the role's {@link PoisonHandler}.
 *
 * <p>The thread is a platform thread, because it sits in the consumer's selector for as long as the role lives.
 */
public final class RecordFeed implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RecordFeed.class);
    /** How long a poll waits for nothing; a record ends it at once. */
    private static final Duration POLL = Duration.ofSeconds(1);
    /** A poll at the start, where the end may be reached without a record. */
    private static final Duration FIRST_POLLS = Duration.ofMillis(50);

    private static final long FIRST_BACKOFF_MILLIS = 100;
    private static final long LONGEST_BACKOFF_MILLIS = 5_000;
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final FeedSettings settings;
    private final StandaloneConsumer consumer;
    private final RecordReader reader;
    private final PoisonHandler poison;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final CountDownLatch caughtUp = new CountDownLatch(1);
    private final Thread thread;
    private volatile @Nullable String trouble;

    private RecordFeed(
            FeedSettings settings,
            KafkaConnection connection,
            RecordReader reader,
            PoisonHandler poison,
            MeterRegistry meters) {
        this.settings = settings;
        this.consumer = StandaloneConsumer.connect(settings, connection, meters);
        this.reader = reader;
        this.poison = poison;
        this.thread = Thread.ofPlatform().name(settings.clientId()).daemon().unstarted(this::run);
    }

    /** Begins to follow. */
    public static RecordFeed start(
            FeedSettings settings,
            KafkaConnection connection,
            RecordReader reader,
            PoisonHandler poison,
            MeterRegistry meters) {
        RecordFeed feed = new RecordFeed(settings, connection, reader, poison, meters);
        feed.thread.start();
        return feed;
    }

    /** Why the feed does not do its work now, without texts and addresses of what fails; empty if it does. */
    public Optional<String> trouble() {
        if (!thread.isAlive()) {
            return Optional.of("has ended");
        }
        String now = trouble;
        return now == null && !isCaughtUp()
                ? Optional.of("is reading what was there before")
                : Optional.ofNullable(now);
    }

    /** Whether all that was there when the feed began has been read. Never turns false again. */
    public boolean isCaughtUp() {
        return caughtUp.getCount() == 0;
    }

    /** Returns when all that was there when the feed began has been read. */
    public void awaitCaughtUp() throws InterruptedException {
        caughtUp.await();
    }

    @Override
    public void close() {
        closing.countDown();
        consumer.wakeup();
        try {
            thread.join(CLOSE_TIMEOUT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try (consumer) {
            while (closing.getCount() > 0) {
                retrying(this::step);
            }
        } catch (WakeupException | InterruptException | InterruptedException e) {
            LOG.debug("feed {} ends", settings.clientId(), e);
        } catch (RuntimeException | Error e) {
            LOG.error("feed {} has failed", settings.clientId(), e);
        }
    }

    private void step() throws InterruptedException {
        consumer.locate();
        if (!isCaughtUp() && consumer.isCaughtUp()) {
            caughtUp.countDown();
        }
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(isCaughtUp() ? POLL : FIRST_POLLS)) {
            retrying(() -> deliver(record));
        }
        reader.afterBatch();
    }

    private void deliver(ConsumerRecord<byte[], byte[]> record) throws InterruptedException {
        try {
            reader.read(record);
        } catch (UnreadableRecordException e) {
            poison.handle(record, DeadLetterReason.UNREADABLE, e);
        } catch (KafkaException e) {
            throw e;
        } catch (RuntimeException e) {
            poison.handle(record, DeadLetterReason.FAILED, e);
        }
    }

    private interface Attempt {
        void run() throws InterruptedException;
    }

    /** Runs until it succeeds or the feed closes; what fails here is Kafka or the registry, never a record. */
    private void retrying(Attempt attempt) throws InterruptedException {
        for (long backoff = FIRST_BACKOFF_MILLIS; ; backoff = Math.min(2 * backoff, LONGEST_BACKOFF_MILLIS)) {
            try {
                attempt.run();
                trouble = null;
                return;
            } catch (WakeupException | InterruptException e) {
                throw e;
            } catch (RuntimeException e) {
                trouble =
                        e instanceof RegistryUnavailableException ? "waits for the schema registry" : "waits for Kafka";
                LOG.warn(
                        "feed {} {}; it tries again in {} ms: {}",
                        settings.clientId(),
                        trouble,
                        backoff,
                        KafkaTrouble.inOneLine(e));
                LOG.debug("why it does", e);
            }
            if (closing.await(backoff, TimeUnit.MILLISECONDS)) {
                throw new WakeupException();
            }
        }
    }
}
