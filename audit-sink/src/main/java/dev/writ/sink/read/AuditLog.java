package dev.writ.sink.read;

import dev.writ.schemas.KafkaConnection;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The audit topic, or other topics that are kept in tables, as one member of the group reads them.
 *
 * <p>A partition is placed once its position was taken from the {@link PositionStore}; until then it is paused, so that
 * no record is read that the tables do not wait for. Positions never come from the group's offsets: these are committed
 * for tools that show lag, and read by nobody here. Not safe for use by several threads, but for {@link #wake}.
 */
public final class AuditLog implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);
    /** A member that died is missed after this; its partitions wait that long. */
    private static final int SESSION_TIMEOUT_MS = 10_000;

    private static final int SIZED_BY_THE_SYSTEM = -1;

    private static final Duration LONGEST_GOODBYE = Duration.ofSeconds(3);
    private static final Duration LONGEST_MEASURE = Duration.ofSeconds(2);
    private static final String LAG = "writ.sink.lag";

    private final Consumer<byte[], byte[]> consumer;
    private final Subscription subscription;
    private final BatchLimits limits;
    private final KafkaClientMetrics metrics;
    private final Map<TopicPartition, Long> placed = new HashMap<>();
    private final Map<TopicPartition, Long> reached = new HashMap<>();
    /** Behind the last record that a poll gave, which may be still to be written. */
    private final Map<TopicPartition, Long> given = new HashMap<>();

    private Runnable beforeRevoked = () -> {};
    private volatile double lag = Double.NaN;
    private boolean joined;

    AuditLog(
            Consumer<byte[], byte[]> consumer,
            Subscription subscription,
            BatchLimits limits,
            KafkaClientMetrics metrics) {
        this.consumer = consumer;
        this.subscription = subscription;
        this.limits = limits;
        this.metrics = metrics;
    }

    /** A member of the group that has not joined yet. */
    public static AuditLog open(
            KafkaConnection kafka,
            Subscription subscription,
            Optional<String> instanceId,
            BatchLimits limits,
            MeterRegistry meters) {
        Map<String, Object> settings = kafka.consumer(subscription.groupId());
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, subscription.groupId());
        instanceId.ifPresent(id -> settings.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, id));
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, limits.maxRecords());
        settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, limits.maxBytes());
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, limits.maxBytes());
        settings.putIfAbsent(ConsumerConfig.RECEIVE_BUFFER_CONFIG, SIZED_BY_THE_SYSTEM);
        settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_TIMEOUT_MS);
        settings.put(
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                List.of(CooperativeStickyAssignor.class.getName()));
        KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        AuditLog log = new AuditLog(consumer, subscription, limits, new KafkaClientMetrics(consumer));
        try {
            log.metrics.bindTo(meters);
            Gauge.builder(LAG, log, AuditLog::lag)
                    .tag("group", subscription.groupId())
                    .description(
                            "Records of this sink's partitions that the tables do not have yet; not a number until that is known")
                    .register(meters);
            return log;
        } catch (RuntimeException e) {
            try (log) {
                throw e;
            }
        }
    }

    /**
     * Joins the group with the next poll.
     *
     * @param beforeRevoked called within poll before partitions are given away, so that what is being written of them is written:
     *     whoever gets them would else meet it in the tables, and read again
     */
    public void subscribe(Runnable beforeRevoked) {
        this.beforeRevoked = beforeRevoked;
        consumer.subscribe(subscription.topics(), new Placement());
    }

    /**
     * The next records of the placed partitions, cut into runs for one batch each.
     *
     * @throws LogGapException if the log does not reach to the tables' position, and no gap may be skipped
     * @throws RecordsExpiredException if retention has taken records that may be skipped
     */
    public List<List<ConsumerRecord<byte[], byte[]>>> poll(Duration longest) {
        try {
            ConsumerRecords<byte[], byte[]> polled = consumer.poll(longest);
            for (TopicPartition partition : polled.partitions()) {
                given.put(partition, polled.records(partition).getLast().offset() + 1);
            }
            return Batches.cut(polled, limits);
        } catch (OffsetOutOfRangeException e) {
            Set<TopicPartition> partitions = e.offsetOutOfRangePartitions().keySet();
            if (subscription.skipsExpired() && startsBehind(e.offsetOutOfRangePartitions())) {
                throw new RecordsExpiredException(partitions, e);
            }
            throw new LogGapException(
                    "the tables go on at " + e.offsetOutOfRangePartitions() + ", but the log has only "
                            + consumer.beginningOffsets(partitions) + " to " + consumer.endOffsets(partitions)
                            + ": records are lost, or this is another log than the tables were built from",
                    e);
        }
    }

    /** Whether the group has given this member its share and each partition of it is placed. */
    public boolean isPlaced() {
        return joined && placed.keySet().containsAll(consumer.assignment());
    }

    /** Takes the positions of all partitions that are not placed from the store, and reads on. */
    public void place(PositionStore store) {
        Set<TopicPartition> waiting = new HashSet<>(consumer.assignment());
        waiting.removeAll(placed.keySet());
        if (waiting.isEmpty()) {
            return;
        }
        Map<TopicPartition, Long> positions = store.positionsOf(waiting);
        Set<TopicPartition> unknown = new HashSet<>(waiting);
        unknown.removeAll(positions.keySet());
        if (!unknown.isEmpty()) {
            store.begin(consumer.beginningOffsets(unknown));
            positions = store.positionsOf(waiting);
        }
        Map<TopicPartition, Long> starts = subscription.skipsExpired() ? consumer.beginningOffsets(waiting) : Map.of();
        positions.forEach((partition, position) ->
                consumer.seek(partition, Math.max(position, starts.getOrDefault(partition, position))));
        placed.putAll(positions);
        reached.putAll(positions);
        consumer.resume(positions.keySet());
        LOG.info("reading from {}", positions);
    }

    /**
     * Looks whether the tables still reach as far as this member thinks: a writer that has nothing to write would not notice
     * that they were emptied.
     *
     * @throws PositionLostException if they do not
     */
    public void requirePositionsOf(PositionStore store) {
        Map<TopicPartition, Long> stored = store.positionsOf(placed.keySet());
        if (!stored.equals(placed)) {
            throw new PositionLostException("the tables reach to " + stored + ", not to " + placed);
        }
    }

    /** Whether each partition begins behind the position that was asked for, so that what is missing has expired. */
    private boolean startsBehind(Map<TopicPartition, Long> positions) {
        Map<TopicPartition, Long> starts = consumer.beginningOffsets(positions.keySet());
        return positions.entrySet().stream()
                .allMatch(entry -> starts.getOrDefault(entry.getKey(), 0L) > entry.getValue());
    }

    /** How writing the records moves the placed positions. */
    public Map<TopicPartition, Move> movesOf(List<ConsumerRecord<byte[], byte[]>> records) {
        Map<TopicPartition, Move> moves = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            TopicPartition partition = new TopicPartition(record.topic(), record.partition());
            long next = record.offset() + 1;
            moves.compute(partition, (key, move) -> new Move(move == null ? positionOf(key) : move.from(), next));
        }
        return moves;
    }

    private long positionOf(TopicPartition partition) {
        return Objects.requireNonNull(placed.get(partition), "records only come from placed partitions");
    }

    /** Goes on behind records that were written. A partition that was given away since, or is to be placed anew, stays as it is. */
    public void moveBehind(Map<TopicPartition, Move> moves) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        moves.forEach((partition, move) -> {
            if (placed.replace(partition, move.from(), move.to())) {
                reached.put(partition, move.to());
                offsets.put(partition, new OffsetAndMetadata(move.to()));
            }
        });
        consumer.commitAsync(offsets, (committed, failure) -> {
            if (failure != null) {
                LOG.debug("lag tools see older offsets than {} for now", committed, failure);
            }
        });
    }

    /** Forgets all positions and pauses: what was polled and not written is read again once placed. */
    public void displace() {
        placed.clear();
        consumer.pause(consumer.assignment());
    }

    /**
     * Measures how far the tables are behind the log, also while nothing is read: the consumer's own metrics stand still when
     * its partitions are paused.
     */
    public void measureLag() {
        Set<TopicPartition> partitions = consumer.assignment();
        reached.keySet().retainAll(partitions);
        if (!joined || !reached.keySet().containsAll(partitions)) {
            lag = Double.NaN;
            return;
        }
        try {
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, LONGEST_MEASURE);
            lag = reached.entrySet().stream()
                    .mapToLong(position -> Math.max(0, ends.getOrDefault(position.getKey(), 0L) - behind(position)))
                    .sum();
        } catch (RetriableException | AuthenticationException | AuthorizationException e) {
            LOG.debug("the lag is what it was, since Kafka does not tell", e);
        }
    }

    /** As {@link #measureLag} last found it, in records; not a number until that is known. */
    double lag() {
        return lag;
    }

    /** What the tables wait for: behind the last record that was written, and the markers of transactions, which no poll gives. */
    private long behind(Map.Entry<TopicPartition, Long> written) {
        TopicPartition partition = written.getKey();
        Long next = placed.get(partition);
        boolean allIsWritten = next != null && next >= given.getOrDefault(partition, 0L);
        return allIsWritten ? Math.max(written.getValue(), consumer.position(partition)) : written.getValue();
    }

    /** Makes a running or the next poll throw a WakeupException; for any thread. */
    public void wake() {
        consumer.wakeup();
    }

    /** Leaves the group. */
    @Override
    public void close() {
        metrics.close();
        consumer.close(CloseOptions.timeout(LONGEST_GOODBYE));
    }

    /** Runs within poll. New partitions stand paused at a position that nobody reads from, until they are placed. */
    private final class Placement implements ConsumerRebalanceListener {

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            joined = true;
            placed.keySet().removeAll(partitions);
            consumer.pause(partitions);
            partitions.forEach(partition -> consumer.seek(partition, 0));
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            beforeRevoked.run();
            placed.keySet().removeAll(partitions);
        }
    }
}
