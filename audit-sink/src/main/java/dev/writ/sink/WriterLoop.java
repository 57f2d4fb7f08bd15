package dev.writ.sink;

import dev.writ.schemas.KafkaTrouble;
import dev.writ.sink.read.AuditLog;
import dev.writ.sink.read.Move;
import dev.writ.sink.store.Database;
import dev.writ.sink.store.OffsetLedger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls the log and has it written, on one thread that owns the consumer. While a run is written on another, the next is polled and
 * read; there are never two being written, and no positions are taken from the tables meanwhile.
 *
 * <p>Whatever may pass (PostgreSQL or the registry away, another writer ahead, a dead letter that cannot be sent) has one
 * answer: forget all positions, pause, go on polling so that the group keeps this member, and after a while take the
 * positions from the tables again. That also settles a commit whose answer got lost. Whatever cannot pass stops the loop.
 */
final class WriterLoop implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(WriterLoop.class);
    private static final Duration IDLE_CHECK = Duration.ofSeconds(1);
    private static final Duration BETWEEN_MEASURES = Duration.ofSeconds(1);
    private static final Duration BETWEEN_UPKEEPS = Duration.ofMinutes(10);
    private static final Duration BETWEEN_REFUSALS = Duration.ofSeconds(1);
    /**
     * Kafka has said by then if it refuses: metadata are asked for every 1.2 s at most (retry.backoff.max.ms and its jitter), and
     * a fetch that finds no records is answered after 0.5 s (fetch.max.wait.ms).
     */
    private static final Duration UNTIL_ANSWERED = Duration.ofSeconds(3);

    private final AuditLog log;
    private final Database database;
    private final OffsetLedger offsets;
    private final RunWriter writer;
    private final Duration poll;
    private final AtomicBoolean closing = new AtomicBoolean();

    private volatile SinkState state = new SinkState.Starting();
    private Optional<Writing> writing = Optional.empty();
    private boolean migrated;
    private long keptUpAtNanos = System.nanoTime() - BETWEEN_UPKEEPS.toNanos();
    private long checkedAtNanos = System.nanoTime();
    private long measuredAtNanos = System.nanoTime();

    /** Writes runs: records for one transaction each. */
    interface RunWriter {

        /** Reads the records, maybe while the run before is written; what it throws decides between waiting and the end. */
        Run read(List<ConsumerRecord<byte[], byte[]>> records);

        /** Called behind what a poll gave, also if that is nothing, maybe while a run is written; throws as {@link #read} does. */
        default void turn() {}

        /** Called before anything is written, and every ten minutes; throws as {@link #read} does. */
        default void keepUp() {}
    }

    /** Records that were read. */
    interface Run {

        /** Writes them and moves the positions, both or neither; throws as {@link RunWriter#read} does. On any thread. */
        void write(Map<TopicPartition, Move> moves);
    }

    /** A run and the records that it was read from. */
    private record Ready(List<ConsumerRecord<byte[], byte[]>> records, Run run) {}

    WriterLoop(AuditLog log, Database database, RunWriter writer, Duration poll) {
        this.log = log;
        this.database = database;
        this.offsets = new OffsetLedger(database);
        this.writer = writer;
        this.poll = poll;
    }

    SinkState state() {
        return state;
    }

    /** Ends the loop behind the batch at hand; for any thread. */
    void stop() {
        closing.set(true);
        log.wake();
    }

    @Override
    public void run() {
        try (log) {
            log.subscribe(() -> writing.ifPresent(Writing::end));
            turnUntilClosed();
            state = new SinkState.Closed();
        } catch (RuntimeException | Error e) {
            LOG.error("the sink stops: {}", e.getMessage(), e);
            state = new SinkState.Failed(e);
        }
    }

    private void turnUntilClosed() {
        try {
            while (!closing.get()) {
                turn();
            }
        } catch (WakeupException e) {
            LOG.debug("woken up to be closed", e);
        }
        try {
            settle();
        } catch (RetriableException e) {
            LOG.warn("the last batch may not be written; the next sink finds out: {}", e.getMessage());
        }
    }

    private void turn() {
        boolean wasPlaced = log.isPlaced();
        List<List<ConsumerRecord<byte[], byte[]>>> runs;
        try {
            runs = log.poll(pollTime());
        } catch (AuthenticationException | AuthorizationException e) {
            waitRefused(e);
            return;
        } catch (RetriableException e) {
            waitAfter(e);
            return;
        }
        measureLag();
        if (state instanceof SinkState.Waiting waiting && waiting.remainingNanos(System.nanoTime()) > 0) {
            if (!runs.isEmpty()) {
                log.displace(); // Partitions are still placed where access was refused, and what they give now is
                // read again.
            }
            return;
        }
        try {
            List<Ready> ready = runs.stream()
                    .map(records -> new Ready(records, writer.read(records)))
                    .toList();
            settle();
            prepare();
            for (Ready next : ready) {
                settle();
                writing = Optional.of(Writing.start(next.run(), log.movesOf(next.records())));
            }
            if (!(state instanceof SinkState.Running)) {
                settle();
            }
            if (wasPlaced && log.isPlaced()) {
                writer.turn();
                if (!ready.isEmpty() || isAnswered()) {
                    run(state); // Not before: what made it wait may lie in the next records, or be a refusal under way.
                }
            }
        } catch (AuthenticationException | AuthorizationException e) {
            log.displace();
            waitRefused(e);
        } catch (RetriableException e) {
            waitAfter(e);
        }
    }

    /** Waits for what is being written, and goes on behind it. */
    private void settle() {
        Optional<Writing> last = writing;
        writing = Optional.empty(); // Whether it is written or not, it is over.
        last.ifPresent(written -> {
            written.await();
            log.moveBehind(written.moves());
            checkedAtNanos = System.nanoTime();
        });
    }

    private void measureLag() {
        if (System.nanoTime() - measuredAtNanos > BETWEEN_MEASURES.toNanos()) {
            log.measureLag();
            measuredAtNanos = System.nanoTime();
        }
    }

    private void waitAfter(RetriableException e) {
        log.displace();
        state = state.waitAfter(e, System.nanoTime());
        LOG.warn("the sink waits: {}", e.getMessage());
    }

    /** Only people can mend it, and once they have, the sink goes on by itself. */
    private void waitRefused(RuntimeException refusal) {
        boolean known = state instanceof SinkState.Waiting waiting
                && KafkaTrouble.inOneLine(waiting.cause()).equals(KafkaTrouble.inOneLine(refusal));
        if (!known) {
            LOG.error("the sink waits: {}", KafkaTrouble.inOneLine(refusal));
        }
        state = state.waitAfter(refusal, System.nanoTime());
        LockSupport.parkNanos(BETWEEN_REFUSALS.toNanos());
    }

    private void prepare() {
        if (!migrated) {
            database.migrate();
            migrated = true;
        }
        if (System.nanoTime() - keptUpAtNanos >= BETWEEN_UPKEEPS.toNanos()) {
            writer.keepUp();
            keptUpAtNanos = System.nanoTime();
        }
        log.place(offsets);
        if (System.nanoTime() - checkedAtNanos > IDLE_CHECK.toNanos()) {
            database.check();
            log.requirePositionsOf(offsets);
            checkedAtNanos = System.nanoTime();
        }
    }

    /** Whether Kafka must have answered by now since the last trouble, if there was any. */
    private boolean isAnswered() {
        return !(state instanceof SinkState.Waiting waiting)
                || waiting.remainingNanos(System.nanoTime()) < -UNTIL_ANSWERED.toNanos();
    }

    private void run(SinkState before) {
        if (!(before instanceof SinkState.Running)) {
            LOG.info("the sink is up to work");
            state = new SinkState.Running();
        }
    }

    private Duration pollTime() {
        if (!(state instanceof SinkState.Waiting waiting)) {
            return poll;
        }
        Duration remaining = Duration.ofNanos(waiting.remainingNanos(System.nanoTime()));
        return remaining.isPositive() && remaining.compareTo(poll) < 0 ? remaining : poll;
    }
}
