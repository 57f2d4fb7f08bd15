package dev.writ.torture.gather;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.internal.FileRecords;
import org.apache.kafka.common.record.internal.RecordBatch;

/**
 * When the transactions of a topic's records were committed: the time of the marker that ends the transaction, which no consumer is
 * shown, from the brokers' own segments. For one thread.
 */
final class CommitTimes {

    private static final String SEGMENT = ".log";
    private static final Pattern PARTITION = Pattern.compile("(.+)-(\\d+)");

    private final Map<TopicPartition, Log> logs = new HashMap<>();

    /** A partition's batches and markers, as all its copies have them. */
    private static final class Log {
        private final NavigableMap<Long, Batch> batches = new TreeMap<>();
        private final Map<Long, NavigableMap<Long, Instant>> markers = new HashMap<>();
    }

    /** Records of one producer, up to an offset. */
    private record Batch(long lastOffset, long producerId) {}

    private CommitTimes() {}

    /**
     * Reads all segments of some topics.
     *
     * @param brokers the brokers' data directories; those that lack a partition are left out
     * @throws IOException if a segment cannot be read
     */
    static CommitTimes read(List<Path> brokers, List<String> topics) throws IOException {
        CommitTimes times = new CommitTimes();
        for (Path broker : brokers) {
            for (Path partition : children(broker)) {
                Matcher name = PARTITION.matcher(partition.getFileName().toString());
                if (name.matches() && topics.contains(name.group(1)) && Files.isDirectory(partition)) {
                    TopicPartition of = new TopicPartition(name.group(1), Integer.parseInt(name.group(2)));
                    Log log = times.logs.computeIfAbsent(of, _ -> new Log());
                    for (Path file : children(partition)) {
                        if (file.toString().endsWith(SEGMENT)) {
                            readSegment(file, log);
                        }
                    }
                }
            }
        }
        return times;
    }

    private static List<Path> children(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

    private static void readSegment(Path file, Log log) throws IOException {
        try (FileRecords segment = FileRecords.open(file.toFile(), false)) {
            for (RecordBatch batch : segment.batches()) {
                if (batch.isControlBatch()) {
                    log.markers
                            .computeIfAbsent(batch.producerId(), _ -> new TreeMap<>())
                            .put(batch.baseOffset(), Instant.ofEpochMilli(batch.maxTimestamp()));
                } else {
                    log.batches.put(batch.baseOffset(), new Batch(batch.lastOffset(), batch.producerId()));
                }
            }
        }
    }

    /** When the transaction of a record ended, to the millisecond, rounded down; empty if no broker has that record or its marker. */
    Optional<Instant> of(TopicPartition partition, long offset) {
        Log log = logs.getOrDefault(partition, new Log());
        return Optional.ofNullable(log.batches.floorEntry(offset))
                .map(Map.Entry::getValue)
                .filter(batch -> batch.lastOffset() >= offset)
                .flatMap(batch -> Optional.ofNullable(log.markers.get(batch.producerId())))
                .flatMap(markers -> Optional.ofNullable(markers.higherEntry(offset)))
                .map(Map.Entry::getValue);
    }
}
