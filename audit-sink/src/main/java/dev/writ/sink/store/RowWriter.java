package dev.writ.sink.store;

import dev.writ.schemas.DeadLetters;
import dev.writ.schemas.event.ActionDecided;
import dev.writ.schemas.event.AuditRecorded;
import dev.writ.schemas.event.DeadLetterReason;
import dev.writ.schemas.event.ExecutionEvent;
import dev.writ.sink.read.Entry.Event;
import dev.writ.sink.read.Entry.Poison;
import dev.writ.sink.read.EntryReader;
import dev.writ.sink.rows.Row;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes the rows of events within a transaction, and finds the event that PostgreSQL refuses. */
final class RowWriter {

    private final Connection connection;
    private final Horizon horizon;

    /**
     * A writer within one transaction.
     *
     * @param horizon of that transaction; rows before it are left out
     */
    RowWriter(Connection connection, Horizon horizon) {
        this.connection = connection;
        this.horizon = horizon;
    }

    /**
     * Writes what can be written: first all by COPY. If that is refused, events that PostgreSQL refuses are found by halving, each
     * half behind a savepoint, so that their neighbours are written in the same transaction.
     *
     * @return the events that were refused
     * @throws SQLException if anything but the data is at fault
     */
    List<Poison> write(List<Event> entries) throws SQLException {
        return entries.isEmpty() || refusal(entries, Way.COPY).isEmpty() ? List.of() : upsert(entries);
    }

    private List<Poison> upsert(List<Event> entries) throws SQLException {
        Optional<SQLException> refusal = refusal(entries, Way.UPSERT);
        if (refusal.isEmpty()) {
            return List.of();
        }
        if (entries.size() == 1) {
            return List.of(refused(entries.getFirst(), refusal.get()));
        }
        int middle = entries.size() / 2;
        List<Poison> left = upsert(entries.subList(0, middle));
        List<Poison> right = upsert(entries.subList(middle, entries.size()));
        return Stream.concat(left.stream(), right.stream()).toList();
    }

    /** Writes all of the events, or none and says why PostgreSQL refuses them. */
    private Optional<SQLException> refusal(List<Event> entries, Way way) throws SQLException {
        SqlSavepoint before = SqlSavepoint.set(connection);
        try {
            new TableWriter(connection).write(rowsOf(claim(entries, way)), way);
        } catch (SQLException e) {
            if (!SqlFailure.isOfTheData(e)) {
                throw e;
            }
            before.rollback();
            return Optional.of(e);
        }
        before.release();
        return Optional.empty();
    }

    /** Those to write: of what happened before the horizon the ledger knows nothing. */
    private List<Event> claim(List<Event> entries, Way way) throws SQLException {
        Map<Boolean, List<Event>> kept = entries.stream().collect(Collectors.partitioningBy(horizon::keeps));
        List<Event> claimed = new ArrayList<>(kept.getOrDefault(false, List.of()));
        claimed.addAll(EventLedger.claim(connection, kept.getOrDefault(true, List.of()), way));
        return claimed;
    }

    private List<Row> rowsOf(List<Event> entries) {
        return entries.stream()
                .flatMap(entry -> entry.rows().stream())
                .filter(horizon::keeps)
                .toList();
    }

    private static Poison refused(Event entry, SQLException cause) {
        return new Poison(
                entry.record(),
                entry.leaf(),
                new DeadLetters.Why(
                        DeadLetterReason.INVALID,
                        "not_storable",
                        "PostgreSQL refuses it (" + cause.getSQLState() + "): " + SqlFailure.sentenceOf(cause),
                        EntryReader.STAGE,
                        requestOf(entry.event())));
    }

    private static @Nullable String requestOf(AuditRecorded event) {
        return event.getDecision()
                .map(ActionDecided::getRequestId)
                .or(() -> event.getExecution().map(ExecutionEvent::getRequestId))
                .orElse(null);
    }
}
