package dev.writ.launcher.audit;

import dev.writ.proof.checkpoint.Checkpoint;
import dev.writ.proof.checkpoint.LogOrigin;
import dev.writ.proof.entry.LoggedRecord;
import dev.writ.proof.log.LogWriter;
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
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** The logs of one topic's partitions while they are written, each into the folder of its number. */
final class LogExport implements Closeable {

    private final SignerKey key;
    private final Map<TopicPartition, LogWriter> logs =
            new TreeMap<>(Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition));

    private LogExport(SignerKey key) {
        this.key = key;
    }

    /**
     * Begins a log for each of the partitions.
     *
     * @param directory made if it is not there
     * @param key signs them in the end; its name is that of their operator
     * @throws FileAlreadyExistsException if it has a log of one of them
     */
    static LogExport create(Path directory, Collection<TopicPartition> partitions, SignerKey key) throws IOException {
        LogExport export = new LogExport(key);
        for (TopicPartition partition : partitions) {
            export.logs.put(partition, LogWriter.create(directory.resolve(Integer.toString(partition.partition()))));
        }
        return export;
    }

    /** Writes a record behind those of its partition. */
    void append(ConsumerRecord<byte[], byte[]> record) throws IOException {
        LogWriter log = Objects.requireNonNull(
                logs.get(new TopicPartition(record.topic(), record.partition())), "only begun partitions are read");
        log.append(new LoggedRecord(record.offset(), record.timestamp(), record.key(), record.value()));
    }

    /** Signs each log as it is. */
    List<Checkpoint> finish() throws IOException {
        List<Checkpoint> checkpoints = new ArrayList<>();
        for (Map.Entry<TopicPartition, LogWriter> log : logs.entrySet()) {
            TopicPartition partition = log.getKey();
            LogOrigin origin = new LogOrigin(key.verifier().name(), partition.topic(), partition.partition());
            Checkpoint checkpoint = Checkpoint.of(origin.text(), log.getValue().frontier());
            log.getValue().finish(checkpoint.signedBy(key));
            checkpoints.add(checkpoint);
        }
        return checkpoints;
    }

    @Override
    public void close() throws IOException {
        for (LogWriter log : logs.values()) {
            log.close();
        }
    }
}
