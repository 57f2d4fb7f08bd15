package dev.writ.worker.queue;

import dev.writ.schemas.Topics;
import dev.writ.worker.execution.Delivery;
import dev.writ.worker.execution.Pulse;
import dev.writ.worker.publish.Outbox;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One consumer's time in the group. Everything here is on the queue's thread, which alone touches the consumer.
 *
 * <p>A partition is given up only when nothing runs for it any more and all its events have left the producer, so whoever
 * takes over finds in the token topic whatever was sent. Where the group has taken it away already (lost, not revoked) that
 * cannot be had; its streams are stopped at once.
 *
 * <p>Nothing is begun unless the group has said within the last 5 s that this consumer has its place: by a commit, which a group
 * refuses to whom it has let go. A process that stood still would otherwise begin what it finds fetched when it goes on, before it
 * learns that others run it.
 */
final class QueueSession implements ConsumerRebalanceListener {

    private static final Logger LOG = LoggerFactory.getLogger(QueueSession.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration COMMIT_INTERVAL = Duration.ofMillis(200);
    private static final Duration ASK_EVERY = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(3);

    private final QueueConfig config;
    private final Consumer<byte[], byte[]> consumer;
    private final RunningDeliveries running;
    private final Outbox outbox;
    private final Runnable onAssigned;
    private final Map<TopicPartition, PartitionLedger> ledgers = new HashMap<>();
    private long lastCommit = System.nanoTime();
    /** When it last asked, by a commit, whether it has its place; and when it did so and was told that it has. */
    private long asked = lastCommit;

    private long confirmed = lastCommit;

    /** Commits, and waits for it. */
    private interface Commit {
        void commit(Map<TopicPartition, OffsetAndMetadata> offsets);
    }

    /**
     * @param outbox what the work has sent
     * @param onAssigned is told that the group has let this consumer in
     */
    QueueSession(
            QueueConfig config,
            Consumer<byte[], byte[]> consumer,
            RunningDeliveries running,
            Outbox outbox,
            Runnable onAssigned) {
        this.config = config;
        this.consumer = consumer;
        this.running = running;
        this.outbox = outbox;
        this.onAssigned = onAssigned;
    }

    void join() {
        consumer.subscribe(List.of(Topics.COMPLETIONS.name()), this);
    }

    /** One round: take what there is if there is room, account for what has finished. */
    void poll() {
        int inHand = ledgers.values().stream().mapToInt(PartitionLedger::inHand).sum();
        if (inHand + config.perPoll() > config.maxStreams() || !isSureOfItsPlace()) {
            consumer.pause(consumer.assignment());
        } else {
            consumer.resume(consumer.paused());
        }
        ConsumerRecords<byte[], byte[]> polled = consumer.poll(POLL);
        if (isSureOfItsPlace()) {
            polled.forEach(this::begin);
        } else {
            putBack(polled);
        }
        settle();
        long now = System.nanoTime();
        if (now - lastCommit >= COMMIT_INTERVAL.toNanos()) {
            commit(now);
            lastCommit = now;
        }
    }

    /** Whether the group has said lately that this consumer has its place; also where it has no partition to lose. */
    boolean isSureOfItsPlace() {
        return ledgers.isEmpty() || System.nanoTime() - confirmed < Pulse.LONGEST.toNanos();
    }

    private void begin(ConsumerRecord<byte[], byte[]> polled) {
        PartitionLedger ledger = ledgers.get(new TopicPartition(polled.topic(), polled.partition()));
        if (ledger != null && ledger.admit(polled.offset())) {
            running.start(new Delivery(polled, ledger.mayBeRepeated(polled.offset())));
        }
    }

    /** So that they come again, if not to another consumer. */
    private void putBack(ConsumerRecords<byte[], byte[]> polled) {
        for (TopicPartition partition : polled.partitions()) {
            consumer.seek(partition, polled.records(partition).getFirst().offset());
        }
    }

    /** Commits what has changed, and now and then what has not: that the group takes it says that this consumer has its place. */
    private void commit(long now) {
        Map<TopicPartition, OffsetAndMetadata> commits = commits(ledgers.keySet());
        if (commits.isEmpty() && now - asked >= ASK_EVERY.toNanos()) {
            ledgers.forEach((partition, ledger) -> commits.put(partition, ledger.commit(consumer.position(partition))));
        }
        if (commits.isEmpty()) {
            return;
        }
        asked = now;
        consumer.commitAsync(commits, (offsets, failure) -> {
            if (failure == null) {
                confirmed = Math.max(confirmed, now);
            } else {
                LOG.debug("A commit did not arrive and is sent again", failure);
                commitAgain(offsets.keySet());
            }
        });
    }

    /** Ends all work and commits what has finished. */
    void leave() {
        giveUp(Set.copyOf(ledgers.keySet()), outbox::flush, consumer::commitSync);
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        confirmed = System.nanoTime();
        Set<TopicPartition> added = Set.copyOf(partitions);
        Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(added);
        consumer.endOffsets(added)
                .forEach(
                        (partition, end) -> ledgers.put(partition, new PartitionLedger(committed.get(partition), end)));
        onAssigned.run();
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        giveUp(partitions, outbox::flush, consumer::commitSync);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        LOG.warn("The group has given {} to others", partitions);
        stop(partitions, Duration.ZERO);
        ledgers.keySet().removeAll(partitions);
    }

    /** As {@link #leave}, but waits only so long for a broker that is away: nothing of this process will reach it later. */
    void leaveForGood() {
        try {
            giveUp(
                    Set.copyOf(ledgers.keySet()),
                    () -> outbox.flushOrDrop(LONGEST_WAIT),
                    commits -> consumer.commitSync(commits, LONGEST_WAIT));
        } catch (TimeoutException e) {
            LOG.warn("Kafka takes no commit; what has finished is found in the topics by the next worker", e);
        }
    }

    private void giveUp(Collection<TopicPartition> partitions, Runnable flush, Commit commit) {
        stop(partitions, config.drain());
        flush.run();
        settle();
        Map<TopicPartition, OffsetAndMetadata> commits = commits(partitions);
        if (!commits.isEmpty()) {
            commit.commit(commits);
        }
        ledgers.keySet().removeAll(partitions);
    }

    private void stop(Collection<TopicPartition> partitions, Duration grace) {
        try {
            running.stop(partitions, grace);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private void settle() {
        running.takeFinished((partition, offset) -> {
            PartitionLedger ledger = ledgers.get(partition);
            if (ledger != null) {
                ledger.finish(offset);
            }
        });
    }

    private void commitAgain(Collection<TopicPartition> partitions) {
        for (TopicPartition partition : partitions) {
            PartitionLedger ledger = ledgers.get(partition);
            if (ledger != null) {
                ledger.commitFailed();
            }
        }
    }

    private Map<TopicPartition, OffsetAndMetadata> commits(Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> commits = new HashMap<>();
        for (TopicPartition partition : partitions) {
            PartitionLedger ledger = ledgers.get(partition);
            if (ledger != null) {
                ledger.takeCommit(consumer.position(partition)).ifPresent(commit -> commits.put(partition, commit));
            }
        }
        return commits;
    }
}
