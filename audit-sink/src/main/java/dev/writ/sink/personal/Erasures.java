package dev.writ.sink.personal;

import dev.writ.schemas.Ids;
import dev.writ.schemas.event.SubjectErased;
import dev.writ.sink.rows.StorableText;
import dev.writ.sink.store.Database;
import dev.writ.sink.store.DatabaseAwayException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The table erasures, which is an outbox: the row of an erasure is written in the transaction that destroys the key, and its
 * entry in the audit is made of the row. Whatever ends a run between the two, the next run goes on there.
 */
public final class Erasures {

    private static final String DELETE_KEY = "DELETE FROM subject_keys WHERE subject = ? RETURNING generation";
    private static final String DELETE_TEXTS = "DELETE FROM personal_texts WHERE subject = ?";
    private static final String COUNT = "SELECT count(*) FROM personal_texts WHERE subject = ?";
    private static final String ADD = """
            INSERT INTO erasures (event_id, subject, generation, texts, reason, actor, erased_at, barrier_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)""";
    private static final String MOVE_BARRIER =
            "UPDATE erasures SET barrier_at = clock_timestamp() WHERE subject = ? AND generation = ?";
    private static final String NOW = "SELECT clock_timestamp()";
    /** The sink knows what stands in the audit: what it has read needs no second entry. */
    private static final String SETTLE = """
            UPDATE erasures SET published_at = now()
            WHERE published_at IS NULL AND event_id IN (SELECT event_id FROM sink_events)""";

    private static final String PENDING = """
            SELECT event_id, subject, generation, texts, reason, actor, erased_at
            FROM erasures WHERE published_at IS NULL ORDER BY erased_at, event_id FOR UPDATE""";
    private static final String MARK = "UPDATE erasures SET published_at = now() WHERE event_id = ?";

    private final Database database;

    /** The erasures in the database, whose tables must be there. */
    public Erasures(Database database) {
        this.database = database;
    }

    /**
     * Destroys the subject's key and deletes its texts. Texts of up to now that are read later are not stored.
     *
     * @param reason why, for the audit
     * @param actor who erases
     * @return the erasure; empty if the subject was erased before and nothing has been stored since
     * @throws DatabaseAwayException if PostgreSQL is; whether it is erased, {@link #erase} tells when it is called again
     */
    public Optional<Erasure> erase(String subject, String reason, String actor) {
        String stored = StorableText.of(subject);
        try (Connection connection = database.connect()) {
            ErasureLock.takeAlone(connection);
            @Nullable
            LastErasure last = LastErasure.of(connection, List.of(stored)).get(stored);
            Optional<Long> generation = deleteKey(connection, stored);
            if (last != null && generation.isEmpty()) {
                moveBarrier(connection, stored, last.generation());
                connection.commit();
                return Optional.empty();
            }
            SubjectErased event = SubjectErased.newBuilder()
                    .setSubject(stored)
                    .setGeneration(generation.orElse(1L))
                    .setTexts(deleteTexts(connection, stored))
                    .setReason(StorableText.of(reason))
                    .setActor(StorableText.of(actor))
                    .setErasedAt(now(connection))
                    .build();
            Erasure erasure = new Erasure(
                    Ids.derive(
                            "erasure",
                            event.getSubject(),
                            event.getGeneration(),
                            event.getErasedAt().toEpochMilli()),
                    event);
            add(connection, erasure);
            connection.commit();
            return Optional.of(erasure);
        } catch (SQLException e) {
            throw new DatabaseAwayException(e);
        }
    }

    /**
     * Tells the log of every erasure that it may not know of.
     *
     * @return how many it told
     * @throws DatabaseAwayException if PostgreSQL is; {@link #publish} goes on when it is called again
     */
    public int publish(ErasureLog log) {
        try (Connection connection = database.connect()) {
            try (PreparedStatement settle = connection.prepareStatement(SETTLE)) {
                settle.executeUpdate();
            }
            List<Erasure> pending = pending(connection);
            for (Erasure erasure : pending) {
                log.append(erasure);
                try (PreparedStatement mark = connection.prepareStatement(MARK)) {
                    mark.setString(1, erasure.eventId());
                    mark.executeUpdate();
                }
            }
            connection.commit();
            return pending.size();
        } catch (SQLException e) {
            throw new DatabaseAwayException(e);
        }
    }

    /** How many texts of the subject are stored. */
    public long stored(String subject) {
        try (Connection connection = database.connect();
                PreparedStatement statement = connection.prepareStatement(COUNT)) {
            statement.setString(1, StorableText.of(subject));
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        } catch (SQLException e) {
            throw new DatabaseAwayException(e);
        }
    }

    /** When the subject was erased last; empty if never. */
    public Optional<Instant> lastOf(String subject) {
        String stored = StorableText.of(subject);
        try (Connection connection = database.connect()) {
            Map<String, LastErasure> found = LastErasure.of(connection, List.of(stored));
            connection.commit();
            return Optional.ofNullable(found.get(stored)).map(LastErasure::erasedAt);
        } catch (SQLException e) {
            throw new DatabaseAwayException(e);
        }
    }

    private static List<Erasure> pending(Connection connection) throws SQLException {
        List<Erasure> pending = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(PENDING);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                pending.add(new Erasure(
                        rows.getString(1),
                        SubjectErased.newBuilder()
                                .setSubject(rows.getString(2))
                                .setGeneration(rows.getLong(3))
                                .setTexts(rows.getLong(4))
                                .setReason(rows.getString(5))
                                .setActor(rows.getString(6))
                                .setErasedAt(rows.getTimestamp(7).toInstant())
                                .build()));
            }
        }
        return pending;
    }

    private static Optional<Long> deleteKey(Connection connection, String subject) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(DELETE_KEY)) {
            statement.setString(1, subject);
            try (ResultSet deleted = statement.executeQuery()) {
                return deleted.next() ? Optional.of(deleted.getLong(1)) : Optional.empty();
            }
        }
    }

    private static void moveBarrier(Connection connection, String subject, long generation) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(MOVE_BARRIER)) {
            statement.setString(1, subject);
            statement.setLong(2, generation);
            statement.executeUpdate();
        }
    }

    private static long deleteTexts(Connection connection, String subject) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(DELETE_TEXTS)) {
            statement.setString(1, subject);
            return statement.executeUpdate();
        }
    }

    /** By the database's clock, in the milliseconds of events. */
    private static Instant now(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(NOW);
                ResultSet now = statement.executeQuery()) {
            now.next();
            return now.getTimestamp(1).toInstant().truncatedTo(ChronoUnit.MILLIS);
        }
    }

    private static void add(Connection connection, Erasure erasure) throws SQLException {
        SubjectErased event = erasure.event();
        try (PreparedStatement statement = connection.prepareStatement(ADD)) {
            statement.setString(1, erasure.eventId());
            statement.setString(2, event.getSubject());
            statement.setLong(3, event.getGeneration());
            statement.setLong(4, event.getTexts());
            statement.setString(5, event.getReason());
            statement.setString(6, event.getActor());
            statement.setTimestamp(7, Timestamp.from(event.getErasedAt()));
            statement.setTimestamp(8, Timestamp.from(event.getErasedAt()));
            statement.executeUpdate();
        }
    }
}
