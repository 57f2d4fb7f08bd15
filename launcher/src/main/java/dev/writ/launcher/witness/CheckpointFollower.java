package dev.writ.launcher.witness;

import dev.writ.proof.checkpoint.Checkpoint;
import dev.writ.proof.checkpoint.LogOrigin;
import dev.writ.proof.entry.LoggedRecord;
import dev.writ.proof.merkle.GrownLog;
import dev.writ.proof.note.NoteRefusedException;
import dev.writ.proof.note.SignedNote;
import dev.writ.proof.note.SignerKey;
import dev.writ.proof.note.VerifierKey;
import dev.writ.proof.witness.Witness;
import dev.writ.proof.witness.WitnessStore;
import dev.writ.schemas.KafkaConnection;
import dev.writ.schemas.Topics;
import dev.writ.schemas.event.AuditCheckpoint;
import dev.writ.schemas.serde.AvroDeserializer;
import dev.writ.schemas.serde.UnreadableRecordException;
import dev.writ.sink.checkpoint.CheckpointTopic;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows writ.audit.checkpoints with one consumer and the audit itself with another, both from where an earlier start came to: a
 * tree of every log is grown from its records, as far as checkpoints ask for, and what is cosigned is published on the same topic.
 * For one thread.
 */
final class CheckpointFollower implements Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(CheckpointFollower.class);
    private static final String CLIENT_ID = "writ-witness";
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration BETWEEN_NOTES = Duration.ofSeconds(10);
    private static final Duration LONGEST_GOODBYE = Duration.ofSeconds(2);
    /** No more of them are read while so many wait for records. */
    private static final int MOST_WAITING = 10_000;

    private final VerifierKey operator;
    private final Publications publications;
    private final ReadingFile file;
    private final InstantSource clock;
    private final AvroDeserializer<AuditCheckpoint> deserializer;
    private final KafkaConsumer<byte[], byte[]> checkpoints;
    private final KafkaConsumer<byte[], byte[]> audit;
    private final Map<TopicPartition, FollowedLog> logs = new HashMap<>();
    private final Map<TopicPartition, Instant> movedAt = new HashMap<>();
    private final Map<Integer, Long> taken = new HashMap<>();
    private final Readiness readiness;
    private Map<Integer, Long> settled = Map.of();
    private Reading written = Reading.NOTHING;
    private Instant writtenAt = Instant.MIN;
    private Map<String, String> troubles = Map.of();

    private CheckpointFollower(
            KafkaConnection kafka, VerifierKey operator, ReadingFile file, CheckpointTopic topic, InstantSource clock) {
        this.operator = operator;
        this.publications = new Publications(topic, clock);
        this.file = file;
        this.clock = clock;
        this.deserializer = new AvroDeserializer<>(AuditCheckpoint.class, kafka.registry());
        this.checkpoints = reader(kafka, Topics.AUDIT_CHECKPOINTS.name());
        this.audit = reader(kafka, Topics.AUDIT.name());
        this.readiness = new Readiness(checkpoints);
    }

    /**
     * Begins to follow all logs of an operator.
     *
     * @param key the witness's
     * @param operator signs the logs
     * @param store what the witness cosigned
     * @param file how far it has read
     * @param topic where cosigned checkpoints go
     * @throws IOException if what is remembered cannot be read
     * @throws ForkedLogException if the log no longer has what the witness goes on with
     */
    static CheckpointFollower start(
            KafkaConnection kafka,
            SignerKey key,
            VerifierKey operator,
            WitnessStore store,
            ReadingFile file,
            CheckpointTopic topic,
            InstantSource clock)
            throws IOException {
        CheckpointFollower follower = new CheckpointFollower(kafka, operator, file, topic, clock);
        try {
            follower.begin(key, store);
            return follower;
        } catch (IOException | RuntimeException e) {
            try (follower) {
                throw e;
            }
        }
    }

    private static KafkaConsumer<byte[], byte[]> reader(KafkaConnection kafka, String topic) {
        Map<String, Object> settings = new HashMap<>(kafka.consumer(CLIENT_ID));
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return consumer;
    }

    private void begin(SignerKey key, WitnessStore store) throws IOException {
        Map<String, List<VerifierKey>> followed = new HashMap<>();
        for (TopicPartition log : audit.assignment()) {
            followed.put(originOf(log), List.of(operator));
        }
        Witness witness = new Witness(key, followed, store, clock);
        Map<String, Checkpoint> cosigned = new HashMap<>();
        for (TopicPartition log : audit.assignment()) {
            Optional<SignedNote> last = store.last(originOf(log));
            last.ifPresent(note -> {
                cosigned.put(originOf(log), Checkpoint.in(note));
                publications.add(log, note); // A stop may have come between remembering and publishing.
            });
        }
        written = file.read();
        if (!written.belongsTo(cosigned)) {
            LOG.warn("what was read is not of what was cosigned; the audit is read from its beginning");
            written = Reading.NOTHING;
        }
        for (TopicPartition log : audit.assignment()) {
            Optional<Checkpoint> last = Optional.ofNullable(cosigned.get(originOf(log)));
            GrownLog read = written.of(originOf(log));
            logs.put(log, new FollowedLog(witness, last, read));
            if (last.isPresent() && read.size() > 0) {
                goOnWith(log, last.get(), read.next());
            }
        }
        Map<TopicPartition, Long> begins = checkpoints.beginningOffsets(checkpoints.assignment());
        Map<TopicPartition, Long> ends = checkpoints.endOffsets(checkpoints.assignment());
        for (TopicPartition each : checkpoints.assignment()) {
            long begin = begins.getOrDefault(each, 0L);
            long next = written.checkpoints().getOrDefault(each.partition(), begin);
            boolean isThere = next >= begin && next <= ends.getOrDefault(each, 0L);
            taken.put(each.partition(), isThere ? next : begin);
            checkpoints.seek(each, isThere ? next : begin);
        }
        settled = Map.copyOf(taken);
    }

    private void goOnWith(TopicPartition log, Checkpoint last, long next) {
        long begin = audit.beginningOffsets(List.of(log)).getOrDefault(log, 0L);
        long end = audit.endOffsets(List.of(log)).getOrDefault(log, 0L);
        if (next < begin || next > end) {
            throw new ForkedLogException(
                    last,
                    "was cosigned, and goes on at offset " + next + "; the log has " + begin + " to " + end + " now");
        }
        audit.seek(log, next);
    }

    /**
     * Reads a little on, and cosigns what there is to be cosigned.
     *
     * @throws ForkedLogException if the operator signed what is not this history
     * @throws IOException if the witness cannot remember
     * @throws org.apache.kafka.common.KafkaException if the cluster or the registry is away or refuses
     */
    void turn() throws IOException {
        boolean full = logs.values().stream().anyMatch(log -> log.waiting() > MOST_WAITING);
        if (full) {
            checkpoints.pause(checkpoints.assignment());
        } else {
            checkpoints.resume(checkpoints.assignment());
        }
        // Where there is work, the waiting is for the records of it.
        boolean behind = logs.values().stream().anyMatch(FollowedLog::isBehind);
        for (ConsumerRecord<byte[], byte[]> record : checkpoints.poll(behind ? Duration.ZERO : POLL)) {
            take(record);
        }
        for (Map.Entry<TopicPartition, FollowedLog> log : logs.entrySet()) {
            settle(log.getKey(), log.getValue());
        }
        chooseLogs();
        ConsumerRecords<byte[], byte[]> records = audit.poll(behind ? POLL : Duration.ZERO);
        for (TopicPartition partition : records.partitions()) {
            grow(partition, records.records(partition));
        }
        Instant now = clock.instant();
        remember(now);
        troubles = readiness.look(now, logs, publications.turn());
        logs.forEach((partition, log) -> {
            boolean moves = !log.isBehind() || records.partitions().contains(partition);
            if (moves || !movedAt.containsKey(partition)) {
                movedAt.put(partition, now);
            } else if (movedAt.getOrDefault(partition, now).plus(PATIENCE).isBefore(now)) {
                requireRecords(partition, log);
                movedAt.put(partition, now);
            }
        });
    }

    /** What keeps the witness from cosigning, by what it is wrong with; empty if nothing does. */
    Map<String, String> troubles() {
        return troubles;
    }

    /** Notes how far logs were read; not with each record, but while one catches up, now and then. */
    private void remember(Instant now) throws IOException {
        if (logs.values().stream().allMatch(log -> log.waiting() == 0)) {
            settled = Map.copyOf(taken);
        }
        Map<String, GrownLog> read = new HashMap<>();
        logs.forEach((log, followed) -> {
            if (followed.read().size() > 0) {
                read.put(originOf(log), followed.read());
            }
        });
        boolean isDue = logs.values().stream().noneMatch(FollowedLog::isBehind)
                || writtenAt.plus(BETWEEN_NOTES).isBefore(now);
        if (isDue && !read.equals(written.logs())) {
            written = new Reading(read, settled);
            file.write(written);
            writtenAt = now;
        }
    }

    /** A checkpoint is published behind its records, so that they are there. */
    private void requireRecords(TopicPartition partition, FollowedLog log) {
        Map<TopicPartition, Long> ends;
        try {
            ends = audit.endOffsets(List.of(partition));
        } catch (RetriableException e) {
            LOG.warn("Kafka does not say where {} ends: {}", partition, e.getMessage());
            return;
        }
        if (audit.position(partition) >= ends.getOrDefault(partition, Long.MAX_VALUE)) {
            throw log.ends();
        }
    }

    private void grow(TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> records) throws IOException {
        FollowedLog log = Objects.requireNonNull(logs.get(partition), "only followed logs are read");
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (!log.isBehind()) {
                audit.seek(partition, record.offset());
                return;
            }
            log.append(new LoggedRecord(record.offset(), record.timestamp(), record.key(), record.value()));
            settle(partition, log);
        }
    }

    private void settle(TopicPartition partition, FollowedLog log) throws IOException {
        Optional<SignedNote> cosigned = log.settle();
        cosigned.ifPresent(note -> publications.add(partition, note));
    }

    private String originOf(TopicPartition log) {
        return new LogOrigin(operator.name(), log.topic(), log.partition()).text();
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        taken.put(record.partition(), record.offset() + 1);
        try {
            AuditCheckpoint published = deserializer.deserialize(record.topic(), record.value());
            if (published != null) {
                SignedNote note = SignedNote.parse(published.getNote());
                note.signers(List.of(operator));
                String origin = Checkpoint.in(note).origin();
                logs.forEach((log, followed) -> {
                    if (originOf(log).equals(origin)) {
                        followed.add(note.only(List.of(operator)));
                    }
                });
            }
        } catch (UnreadableRecordException | NoteRefusedException e) {
            LOG.warn(
                    "passes over {}@{}, which {} did not sign",
                    record.partition(),
                    record.offset(),
                    operator.name(),
                    e);
        }
    }

    /** Only logs that are behind a checkpoint are read. */
    private void chooseLogs() {
        Set<TopicPartition> behind = new HashSet<>();
        Set<TopicPartition> resting = new HashSet<>();
        logs.forEach((log, followed) -> (followed.isBehind() ? behind : resting).add(log));
        audit.pause(resting);
        audit.resume(behind);
    }

    @Override
    public void close() {
        audit.close(CloseOptions.timeout(LONGEST_GOODBYE));
        checkpoints.close(CloseOptions.timeout(LONGEST_GOODBYE));
    }
}
