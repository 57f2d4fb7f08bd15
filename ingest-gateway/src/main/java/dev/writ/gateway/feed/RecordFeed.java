package dev.writ.gateway.feed;

import dev.writ.gateway.http.ProblemException;
import dev.writ.gateway.publish.DeadLetterOffice;
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
 * in no group: every gateway follows everything. Nothing is skipped: what cannot be read now is tried again, what can
 * never be read becomes a dead letter.
 *
 * <p>The thread is a platform thread, because it sits in the consumer's selector for as long as the gateway lives.
 */
public final class RecordFeed implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RecordFeed.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration FIRST_POLLS = Duration.ofMillis(50);
    private static final long FIRST_BACKOFF_MILLIS = 100;
    private static final long LONGEST_BACKOFF_MILLIS = 5_000;
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final FeedSettings settings;
    private final FollowingConsumer consumer;
    private final RecordReader reader;
    private final DeadLetterOffice deadLetters;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private volatile boolean caughtUp;
    private volatile @Nullable String trouble;

    private RecordFeed(
            FeedSettings settings,
            KafkaConnection connection,
            RecordReader reader,
            DeadLetterOffice deadLetters,
            MeterRegistry meters) {
        this.settings = settings;
        this.consumer = new FollowingConsumer(settings, connection, meters);
        this.reader = reader;
        this.deadLetters = deadLetters;
        this.thread = Thread.ofPlatform().name(settings.name()).daemon().unstarted(this::run);
    }

    /** Begins to follow. */
    public static RecordFeed start(
            FeedSettings settings,
            KafkaConnection connection,
            RecordReader reader,
            DeadLetterOffice deadLetters,
            MeterRegistry meters) {
        RecordFeed feed = new RecordFeed(settings, connection, reader, deadLetters, meters);
        feed.thread.start();
        return feed;
    }

    /** Why the feed does not do its work now; empty if it does. */
    public Optional<String> trouble() {
        if (!thread.isAlive()) {
            return Optional.of("has ended");
        }
        String now = trouble;
        return now == null && !caughtUp ? Optional.of("is reading what was there before") : Optional.ofNullable(now);
    }

    /** Whether all that was there when the feed began has been read. Never turns false again. */
    public boolean isCaughtUp() {
        return caughtUp;
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
            while (!isClosing()) {
                retrying(this::step);
            }
        } catch (WakeupException | InterruptException | InterruptedException e) {
            LOG.debug("feed {} ends", settings.name(), e);
        } catch (RuntimeException | Error e) {
            LOG.error("feed {} has failed", settings.name(), e);
        }
    }

    private void step() throws InterruptedException {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(caughtUp ? POLL : FIRST_POLLS)) {
            retrying(() -> deliver(record));
        }
        reader.afterBatch();
        caughtUp = caughtUp || consumer.isCaughtUp();
    }

    private void deliver(ConsumerRecord<byte[], byte[]> record) throws InterruptedException {
        try {
            reader.read(record);
        } catch (UnreadableRecordException e) {
            giveUp(record, DeadLetterReason.UNREADABLE, "unreadable", e);
        } catch (KafkaException | ProblemException e) {
            throw e;
        } catch (RuntimeException e) {
            giveUp(record, DeadLetterReason.FAILED, "processing_failed", e);
        }
    }

    private void giveUp(ConsumerRecord<byte[], byte[]> record, DeadLetterReason reason, String code, Exception cause)
            throws InterruptedException {
        LOG.warn(
                "{}-{}@{} becomes a dead letter ({}): {}",
                record.topic(),
                record.partition(),
                record.offset(),
                code,
                cause.getMessage());
        LOG.debug("why it does", cause);
        deadLetters.take(record, reason, code, String.valueOf(cause.getMessage()));
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
            } catch (KafkaException | ProblemException e) {
                trouble = describe(e);
                LOG.warn(
                        "feed {} {}; it tries again in {} ms: {}",
                        settings.name(),
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

    /** For clients: without the texts and addresses of what fails. */
    private static String describe(RuntimeException failure) {
        return switch (failure) {
            case RegistryUnavailableException _ -> "waits for the schema registry";
            case ProblemException _ -> "cannot write a dead letter";
            default -> "waits for Kafka";
        };
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }
}
