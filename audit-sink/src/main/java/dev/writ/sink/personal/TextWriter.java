package dev.writ.sink.personal;

import dev.writ.schemas.Topics;
import dev.writ.schemas.serde.SchemaRegistryClient;
import dev.writ.sink.read.Move;
import dev.writ.sink.store.Database;
import dev.writ.sink.store.DatabaseAwayException;
import dev.writ.sink.store.FencedException;
import dev.writ.sink.store.OffsetLedger;
import dev.writ.sink.store.SqlFailure;
import dev.writ.sink.store.SqlSavepoint;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stores texts, each batch with its positions in one transaction. A text that is there, or was erased, is passed over. */
public final class TextWriter {

    private static final String ADD = """
            INSERT INTO personal_texts
                (topic, partition, log_offset, kind, subject, generation, execution_id, recorded_at, nonce, ciphertext)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING""";

    private static final String DECIDED = "SELECT execution_id, decided_at FROM decisions WHERE execution_id = ANY (?)";

    private static final Logger LOG = LoggerFactory.getLogger(TextWriter.class);

    private final Database database;
    private final TextDecoder decoder;
    private final SubjectKeys keys;

    /** A writer to the database. */
    public TextWriter(Database database, SchemaRegistryClient registry, KeyEncryptionKey key) {
        this.database = database;
        this.decoder = new TextDecoder(registry);
        this.keys = new SubjectKeys(key);
    }

    /** The topics to read. */
    public static List<String> topics() {
        return Topics.names(TextTopic.ALL.stream().map(TextTopic::topic).toList());
    }

    /**
     * Writes the records.
     *
     * @throws FencedException if another writer is ahead; nothing is written
     * @throws DatabaseAwayException if PostgreSQL is; whether the batch is written, its positions tell
     * @throws WrongKeyException if the key-encryption key is not that of the stored keys; nothing is written
     */
    public void write(List<ConsumerRecord<byte[], byte[]>> records, Map<TopicPartition, Move> moves) {
        List<PersonalText> texts =
                records.stream().map(decoder::read).flatMap(Optional::stream).toList();
        try (Connection connection = database.connect()) {
            ErasureLock.share(connection);
            OffsetLedger.move(connection, moves);
            addWhatFits(connection, texts);
            connection.commit();
        } catch (SQLException e) {
            throw new DatabaseAwayException(e);
        }
    }

    /** A text that the tables cannot hold, such as one of a user id without end, does not keep the others from them. */
    private void addWhatFits(Connection connection, List<PersonalText> texts) throws SQLException {
        SqlSavepoint before = SqlSavepoint.set(connection);
        try {
            add(connection, texts);
            before.release();
        } catch (SQLException e) {
            if (!SqlFailure.isOfTheData(e)) {
                throw e;
            }
            before.rollback();
            if (texts.size() == 1) {
                LOG.warn("the text at {} cannot be stored: {}", texts.getFirst().place(), SqlFailure.sentenceOf(e));
                return;
            }
            for (PersonalText each : texts) {
                addWhatFits(connection, List.of(each));
            }
        }
    }

    private void add(Connection connection, List<PersonalText> texts) throws SQLException {
        Map<String, LastErasure> erasures = LastErasure.of(connection, subjectsOf(texts));
        Map<String, Instant> decided = erasures.isEmpty() ? Map.of() : decidedAt(connection, texts);
        List<PersonalText> kept = texts.stream()
                .filter(text -> !LastErasure.covers(erasures.get(text.subject()), begunAt(text, decided)))
                .toList();
        if (kept.isEmpty()) {
            return;
        }
        Map<String, SubjectKey> bySubject = keys.findOrAdd(
                connection,
                subjectsOf(kept),
                erasures.entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, entry -> entry.getValue().generation())));
        try (PreparedStatement statement = connection.prepareStatement(ADD)) {
            for (PersonalText text : kept) {
                set(statement, text, Objects.requireNonNull(bySubject.get(text.subject())));
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /** An answer belongs to its question, however late it ends. */
    private static Instant begunAt(PersonalText text, Map<String, Instant> decided) {
        return text.executionId()
                .flatMap(execution -> Optional.ofNullable(decided.get(execution)))
                .orElse(text.recordedAt());
    }

    /** When the executions that the texts answer for were decided, as far as the audit has been read. */
    private static Map<String, Instant> decidedAt(Connection connection, List<PersonalText> texts) throws SQLException {
        Map<String, Instant> decided = new HashMap<>();
        Array executions = connection.createArrayOf(
                "text",
                texts.stream().flatMap(text -> text.executionId().stream()).toArray());
        try (PreparedStatement statement = connection.prepareStatement(DECIDED)) {
            statement.setArray(1, executions);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    decided.put(rows.getString(1), rows.getTimestamp(2).toInstant());
                }
            }
        } finally {
            executions.free();
        }
        return decided;
    }

    private static void set(PreparedStatement statement, PersonalText text, SubjectKey key) throws SQLException {
        Sealed sealed = key.seal(text);
        statement.setString(1, text.place().topic());
        statement.setInt(2, text.place().partition());
        statement.setLong(3, text.place().offset());
        statement.setString(4, text.kind());
        statement.setString(5, text.subject());
        statement.setLong(6, key.generation());
        statement.setString(7, text.executionId().orElse(null));
        statement.setTimestamp(8, Timestamp.from(text.recordedAt()));
        statement.setBytes(9, sealed.nonce());
        statement.setBytes(10, sealed.ciphertext());
    }

    private static Set<String> subjectsOf(List<PersonalText> texts) {
        return texts.stream().map(PersonalText::subject).collect(Collectors.toSet());
    }
}
