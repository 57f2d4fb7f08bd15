package dev.writ.launcher.audit;

import dev.writ.history.log.LogRange;
import dev.writ.history.log.LogReader;
import dev.writ.history.log.Progress;
import dev.writ.proof.checkpoint.Checkpoint;
import dev.writ.proof.note.NoteRefusedException;
import dev.writ.proof.note.SignedNote;
import dev.writ.proof.note.VerifierKey;
import dev.writ.schemas.KafkaConnection;
import dev.writ.schemas.Topics;
import dev.writ.schemas.event.AuditCheckpoint;
import dev.writ.schemas.serde.AvroDeserializer;
import dev.writ.schemas.serde.UnreadableRecordException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** What stands on writ.audit.checkpoints with the signatures of known keys; anything else that stands there is counted only. */
final class PublishedCheckpoints {

    private final KafkaConnection connection;
    private final String clientId;
    private final List<VerifierKey> keys;
    private final Progress.Watcher watcher;
    private final AvroDeserializer<AuditCheckpoint> deserializer;

    /** @param keys of the operator, and of witnesses */
    PublishedCheckpoints(
            KafkaConnection connection, String clientId, List<VerifierKey> keys, Progress.Watcher watcher) {
        this.connection = connection;
        this.clientId = clientId;
        this.keys = keys;
        this.watcher = watcher;
        this.deserializer = new AvroDeserializer<>(AuditCheckpoint.class, connection.registry());
    }

    /**
     * A checkpoint that one of the keys signed.
     *
     * @param note with signatures of the known keys only
     * @param signers those keys
     */
    record Published(Checkpoint checkpoint, SignedNote note, Set<VerifierKey> signers) {}

    /** Takes what is published. */
    interface Reader {
        void take(Published published) throws IOException;
    }

    /**
     * Reads all that are published by now, those of each log in the order in which they were.
     *
     * @return how many records no known key signed
     * @throws org.apache.kafka.common.KafkaException if the cluster or the registry is away or refuses
     */
    long read(Reader reader) throws IOException {
        long passedOver = 0;
        LogRange all = LogRange.all(List.of(Topics.AUDIT_CHECKPOINTS.name()));
        try (LogReader log = LogReader.open(connection, clientId, all, watcher)) {
            while (log.hasNext()) {
                Optional<Published> published = published(log.next());
                if (published.isPresent()) {
                    reader.take(published.get());
                } else {
                    passedOver++;
                }
            }
        } catch (UnknownTopicOrPartitionException _) {
            return 0; // A cluster of before there were checkpoints.
        }
        return passedOver;
    }

    private Optional<Published> published(ConsumerRecord<byte[], byte[]> record) {
        try {
            AuditCheckpoint read = deserializer.deserialize(record.topic(), record.value());
            if (read == null) {
                return Optional.empty();
            }
            SignedNote note = SignedNote.parse(read.getNote());
            Set<VerifierKey> signers = note.signers(keys);
            return Optional.of(new Published(Checkpoint.in(note), note.only(signers), signers));
        } catch (UnreadableRecordException | NoteRefusedException _) {
            return Optional.empty(); // Whoever may write to the topic may write anything; it is counted.
        }
    }
}
