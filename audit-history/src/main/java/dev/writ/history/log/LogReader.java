package dev.writ.history.log;

import dev.writ.schemas.KafkaConnection;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The committed records of a range, in the order of time; records of the same millisecond by topic, partition and offset. The
 * order of each partition is kept, whatever its times.
 *
 * <p>Partitions are read side by side into buffers of bounded size, and paused while theirs is full. Where a partition ends is
 * told by the consumer's position, since its last offsets may be markers of transactions. For one thread.
 */
public final class LogReader implements Iterator<ConsumerRecord<byte[], byte[]>>, AutoCloseable {

    private static final long BUFFER_BYTES = 1024 * 1024;
    private static final int MOST_POLLED = 2_000;
    private static final Duration ANSWER = Duration.ofSeconds(15);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration BETWEEN_REPORTS = Duration.ofSeconds(1);
    private static final Duration LONGEST_GOODBYE = Duration.ofSeconds(2);
    private static final int RECORDS_BETWEEN_LOOKS = 1_024;

    private final Consumer<byte[], byte[]> consumer;
    private final LogRange range;
    private final Progress.Watcher watcher;
    private final LongSupplier nanoTime;
    private final ReadPlan plan;
    private final PartitionMerge merge;
    private final Set<TopicPartition> open = new HashSet<>();
    private final Map<TopicPartition, Long> behind = new HashMap<>();
    private final long begunAt;
    private long reportedAt;
    private long records;
    private boolean ended;

    /**
     * Over a Kafka client, which is closed with it, or if the range cannot be read.
     *
     * @param nanoTime the clock that reports and patience go by
     */
    LogReader(Consumer<byte[], byte[]> consumer, LogRange range, Progress.Watcher watcher, LongSupplier nanoTime) {
        this.consumer = consumer;
        this.range = range;
        this.watcher = watcher;
        this.nanoTime = nanoTime;
        this.begunAt = nanoTime.getAsLong();
        this.reportedAt = begunAt;
        this.plan = ReadPlan.of(range, consumer);
        plan.spans().forEach((partition, span) -> {
            behind.put(partition, span.from());
            if (span.length() > 0) {
                open.add(partition);
            }
        });
        this.merge = new PartitionMerge(open, BUFFER_BYTES);
        consumer.assign(open);
        open.forEach(partition -> consumer.seek(partition, span(partition).from()));
    }

    /**
     * Finds out where the range begins and ends; what is written later is not read.
     *
     * @param clientId of the Kafka client
     * @param watcher is told how far it has come
     * @throws BadRangeException if offsets are of a partition that a topic does not have
     * @throws KafkaException if the cluster refuses, is away, or lacks a topic
     */
    public static LogReader open(
            KafkaConnection connection, String clientId, LogRange range, Progress.Watcher watcher) {
        Map<String, Object> settings = new HashMap<>(connection.consumer(clientId));
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MOST_POLLED);
        settings.putIfAbsent(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) ANSWER.toMillis());
        settings.putIfAbsent(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) ANSWER.toMillis());
        Consumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        try {
            return new LogReader(consumer, range, watcher, System::nanoTime);
        } catch (RuntimeException e) {
            consumer.close(CloseOptions.timeout(Duration.ZERO));
            throw e;
        }
    }

    /** What the range has and the log no longer; empty if it begins where it should. */
    public List<Missing> missing() {
        return plan.missing();
    }

    /** Behind what was handed out: where another reading goes on, with the first offset to read of each partition. */
    public Bound.Offsets behind() {
        Map<TopicPartition, Long> offsets = new HashMap<>(behind);
        if (ended) {
            plan.spans().forEach((partition, span) -> offsets.put(partition, span.to()));
        }
        return new Bound.Offsets(offsets);
    }

    /**
     * Whether there is a further record; waits until that is known.
     *
     * @throws RecordsGoneException if the log loses records of the range meanwhile
     * @throws KafkaException if the cluster refuses, or is away for a minute
     */
    @Override
    public boolean hasNext() {
        fill();
        if (!merge.hasNext() && !ended) {
            ended = true;
            report();
        }
        return !ended;
    }

    @Override
    public ConsumerRecord<byte[], byte[]> next() {
        fill();
        ConsumerRecord<byte[], byte[]> record = merge.next().orElseThrow(NoSuchElementException::new);
        behind.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
        records++;
        if (records % RECORDS_BETWEEN_LOOKS == 0) {
            reportInTime();
        }
        return record;
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(LONGEST_GOODBYE));
    }

    private void fill() {
        long movedAt = nanoTime.getAsLong();
        while (!merge.isReady()) {
            long before = position();
            choose();
            ConsumerRecords<byte[], byte[]> polled = poll();
            polled.partitions().forEach(partition -> take(partition, polled.records(partition)));
            closeEnded();
            long now = nanoTime.getAsLong();
            if (position() > before) {
                movedAt = now;
            } else if (now - movedAt > PATIENCE.toNanos()) {
                throw new TimeoutException("nothing came of " + open + " for " + PATIENCE.toSeconds() + " s");
            }
            reportInTime();
        }
    }

    /** Reads on where something is missing, and lets rest what has enough or has ended. */
    private void choose() {
        Set<TopicPartition> resting = new HashSet<>(consumer.assignment());
        resting.removeIf(partition -> open.contains(partition) && !merge.isFull(partition));
        consumer.pause(resting);
        Set<TopicPartition> reading = new HashSet<>(open);
        reading.removeAll(resting);
        consumer.resume(reading);
    }

    private ConsumerRecords<byte[], byte[]> poll() {
        try {
            return consumer.poll(POLL);
        } catch (OffsetOutOfRangeException e) {
            throw new RecordsGoneException(
                    "the log lost records while they were read: " + e.offsetOutOfRangePartitions() + " are gone", e);
        }
    }

    private void take(TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> polled) {
        long end = span(partition).to();
        merge.add(
                partition,
                polled.stream()
                        .filter(record -> record.offset() < end && range.hasTime(record.timestamp()))
                        .toList());
    }

    private void closeEnded() {
        open.removeIf(partition -> {
            boolean done = consumer.position(partition) >= span(partition).to();
            if (done) {
                merge.end(partition);
            }
            return done;
        });
    }

    private Span span(TopicPartition partition) {
        return plan.spans().getOrDefault(partition, new Span(0, 0));
    }

    /** Offsets of the range that the consumer is past. */
    private long position() {
        return consumer.assignment().stream()
                .mapToLong(partition ->
                        Math.min(consumer.position(partition), span(partition).to())
                                - span(partition).from())
                .sum();
    }

    private void reportInTime() {
        if (nanoTime.getAsLong() - reportedAt >= BETWEEN_REPORTS.toNanos()) {
            report();
        }
    }

    private void report() {
        reportedAt = nanoTime.getAsLong();
        long length = plan.length();
        double share = length == 0 ? 1 : (double) (position() - merge.waiting()) / length;
        watcher.at(new Progress(records, share, Duration.ofNanos(reportedAt - begunAt)));
    }
}
