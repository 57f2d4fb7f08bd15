package dev.writ.sink.personal;

import dev.writ.schemas.event.CompletionText;
import dev.writ.schemas.serde.SchemaRegistryClient;
import dev.writ.sink.rows.StorableText;
import dev.writ.sink.store.Database;
import dev.writ.sink.store.DatabaseAwayException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Reads what was stored, for auditors. */
public final class StoredTexts {

    /** The decision names the record that it decided, so a record that only claims to be that request is never shown. */
    private static final String CASE = """
            SELECT d.request_id, d.execution_id, d.user_id, d.decided_at, d.origin_topic, d.origin_partition,
                d.origin_offset, e.metadata ->> 'text_sha256', s.topic, s.partition, s.log_offset,
                d.execution_id IS NULL OR coalesce(e.status <> 'running', false)
            FROM decisions d
            LEFT JOIN agent_executions e ON e.id = d.execution_id
            LEFT JOIN sink_events s ON s.event_id = e.finished_event_id
            WHERE d.execution_id = ? OR d.request_id = ?""";

    private static final String TEXTS = """
            SELECT topic, partition, log_offset, kind, generation, nonce, ciphertext
            FROM personal_texts
            WHERE subject = ? AND (execution_id = ? OR topic = ? AND partition = ? AND log_offset = ?)
            ORDER BY recorded_at, topic, partition, log_offset""";
    private static final String ERASED = "SELECT min(erased_at) FROM erasures WHERE subject = ? AND erased_at >= ?";

    private final Database database;
    private final TextDecoder decoder;
    private final SubjectKeys keys;

    /** The texts in the database, whose tables must be there. */
    public StoredTexts(Database database, SchemaRegistryClient registry, KeyEncryptionKey key) {
        this.database = database;
        this.decoder = new TextDecoder(registry);
        this.keys = new SubjectKeys(key);
    }

    /**
     * What is stored of one execution or request.
     *
     * @param id the execution's or the request's
     * @return empty if no decision of that id is in the tables
     * @throws DatabaseAwayException if PostgreSQL is
     * @throws WrongKeyException if the subject's key was encrypted with another key-encryption key
     */
    public Optional<TextCase> find(String id) {
        try (Connection connection = database.connect();
                PreparedStatement statement = connection.prepareStatement(CASE)) {
            statement.setString(1, StorableText.of(id));
            statement.setString(2, StorableText.of(id));
            try (ResultSet row = statement.executeQuery()) {
                Optional<TextCase> found = row.next() ? Optional.of(read(connection, row)) : Optional.empty();
                connection.commit();
                return found;
            }
        } catch (SQLException e) {
            throw new DatabaseAwayException(e);
        }
    }

    private TextCase read(Connection connection, ResultSet row) throws SQLException {
        String subject = row.getString(3);
        Timestamp decidedAt = row.getTimestamp(4);
        @Nullable String executionId = row.getString(2);
        @Nullable String entryTopic = row.getString(9);
        List<SpecificRecord> asked = new ArrayList<>();
        List<CompletionText> answers = new ArrayList<>();
        TextPlace origin = new TextPlace(row.getString(5), row.getInt(6), row.getLong(7));
        for (SpecificRecord text : texts(connection, subject, executionId, origin)) {
            if (text instanceof CompletionText answer) {
                answers.add(answer);
            } else {
                asked.add(text);
            }
        }
        return new TextCase(
                row.getString(1),
                Optional.ofNullable(executionId),
                subject,
                decidedAt.toInstant(),
                asked.stream().findFirst(),
                answers,
                row.getBoolean(12),
                Optional.ofNullable(row.getString(8)),
                entryTopic == null
                        ? Optional.empty()
                        : Optional.of(new TextPlace(entryTopic, row.getInt(10), row.getLong(11))),
                erasedAt(connection, subject, decidedAt));
    }

    private List<SpecificRecord> texts(
            Connection connection, String subject, @Nullable String executionId, TextPlace origin) throws SQLException {
        @Nullable SubjectKey key = keys.find(connection, List.of(subject)).get(subject);
        List<SpecificRecord> texts = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(TEXTS)) {
            statement.setString(1, subject);
            statement.setString(2, executionId);
            statement.setString(3, origin.topic());
            statement.setInt(4, origin.partition());
            statement.setLong(5, origin.offset());
            try (ResultSet row = statement.executeQuery()) {
                while (key != null && row.next()) {
                    if (row.getLong(5) == key.generation()) {
                        texts.add(open(key, row));
                    }
                }
            }
        }
        return texts;
    }

    private SpecificRecord open(SubjectKey key, ResultSet row) throws SQLException {
        TextPlace place = new TextPlace(row.getString(1), row.getInt(2), row.getLong(3));
        return key.open(place, new Sealed(row.getBytes(6), row.getBytes(7)))
                .flatMap(value -> decoder.decode(place.topic(), value))
                .orElseThrow(() -> new ChangedTextException(place));
    }

    private static Optional<Instant> erasedAt(Connection connection, String subject, Timestamp decidedAt)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ERASED)) {
            statement.setString(1, subject);
            statement.setTimestamp(2, decidedAt);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return Optional.ofNullable(row.getTimestamp(1)).map(Timestamp::toInstant);
            }
        }
    }
}
