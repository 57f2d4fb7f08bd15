package dev.writ.launcher.audit;

import dev.writ.launcher.audit.ExportedLog.Ending;
import dev.writ.launcher.audit.PublishedCheckpoints.Published;
import dev.writ.proof.checkpoint.LogOrigin;
import dev.writ.proof.entry.LoggedRecord;
import dev.writ.proof.note.SignerKey;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** The logs of one topic's partitions while they are written, each into the folder of its number. */
final class LogExport implements Closeable {

    private final Map<TopicPartition, ExportedLog> logs =
            new TreeMap<>(Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition));
    private final Map<String, ExportedLog> byOrigin = new TreeMap<>();

    private LogExport() {}

    /**
     * Begins a log for each of the partitions.
     *
     * @param directory made if it is not there
     * @param operator whose they are
     * @param latest the largest checkpoint that was published of each, by its origin
     * @param key signs them as they are; empty: each ends where its latest checkpoint does
     * @throws FileAlreadyExistsException if it has a log of one of them
     */
    static LogExport create(
            Path directory,
            Collection<TopicPartition> partitions,
            String operator,
            Map<String, LatestCheckpoint> latest,
            Optional<SignerKey> key)
            throws IOException {
        LogExport export = new LogExport();
        for (TopicPartition partition : partitions) {
            String origin = new LogOrigin(operator, partition.topic(), partition.partition()).text();
            LatestCheckpoint found = latest.get(origin);
            ExportedLog log = ExportedLog.create(
                    origin,
                    directory.resolve(Integer.toString(partition.partition())),
                    found == null ? Optional.empty() : found.latest(),
                    key);
            export.logs.put(partition, log);
            export.byOrigin.put(origin, log);
        }
        return export;
    }

    /** Writes a record behind those of its partition. */
    void append(ConsumerRecord<byte[], byte[]> record) throws IOException {
        ExportedLog log = Objects.requireNonNull(
                logs.get(new TopicPartition(record.topic(), record.partition())), "only begun partitions are read");
        log.append(new LoggedRecord(record.offset(), record.timestamp(), record.key(), record.value()));
    }

    /** All records are there. */
    void end() throws IOException {
        for (ExportedLog log : logs.values()) {
            log.end();
        }
    }

    /** Compares a checkpoint with its log, if that is one of these. */
    void compare(Published published) throws IOException {
        ExportedLog log = byOrigin.get(published.checkpoint().origin());
        if (log != null) {
            log.compare(published);
        }
    }

    /** Gives each log its checkpoint. */
    List<Ending> finish() throws IOException {
        List<Ending> endings = new ArrayList<>();
        for (ExportedLog log : logs.values()) {
            endings.add(log.finish());
        }
        return endings;
    }

    @Override
    public void close() throws IOException {
        for (ExportedLog log : logs.values()) {
            log.close();
        }
    }
}
