package dev.writ.sink.store;

import dev.writ.schemas.DeadLetters;
import dev.writ.schemas.event.ActionDecided;
import dev.writ.schemas.event.AuditRecorded;
import dev.writ.schemas.event.DeadLetterReason;
import dev.writ.schemas.event.ExecutionEvent;
import dev.writ.sink.read.Entry.Event;
import dev.writ.sink.read.Entry.Poison;
import dev.writ.sink.read.EntryReader;
import dev.writ.sink.rows.Months;
import dev.writ.sink.rows.Row;
import dev.writ.sink.rows.Table;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
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
     * Writes what can be written. Events that PostgreSQL refuses are found by halving, each half behind a savepoint, so
     * that their neighbours are written in the same transaction.
     *
     * @return the events that were refused
     * @throws SQLException if anything but the data is at fault, such as a partition that somebody dropped
     */
    List<Poison> write(List<Event> entries) throws SQLException {
        if (entries.isEmpty()) {
            return List.of();
        }
        SqlSavepoint before = SqlSavepoint.set(connection);
        try {
            insert(claim(entries));
            before.release();
            return List.of();
        } catch (SQLException e) {
            if (!SqlFailure.isOfTheData(e) || isOfAMonthThatWasDropped(e, entries)) {
                throw e;
            }
            before.rollback();
            if (entries.size() == 1) {
                return List.of(refused(entries.getFirst(), e));
            }
        }
        int middle = entries.size() / 2;
        List<Poison> left = write(entries.subList(0, middle));
        List<Poison> right = write(entries.subList(middle, entries.size()));
        return Stream.concat(left.stream(), right.stream()).toList();
    }

    /** Somebody dropped a partition that was there: nothing is wrong with the events of a month that can have one. */
    private static boolean isOfAMonthThatWasDropped(SQLException failure, List<Event> entries) {
        return SqlFailure.isOfAMissingPartition(failure)
                && entries.stream().flatMap(Partitions::monthsOf).allMatch(Months::isPossible);
    }

    /** Those to write: of what happened before the horizon the ledger knows nothing. */
    private List<Event> claim(List<Event> entries) throws SQLException {
        Map<Boolean, List<Event>> kept = entries.stream().collect(Collectors.partitioningBy(horizon::keeps));
        List<Event> claimed = new ArrayList<>(kept.getOrDefault(false, List.of()));
        claimed.addAll(EventLedger.claim(connection, kept.getOrDefault(true, List.of())));
        return claimed;
    }

    private void insert(List<Event> entries) throws SQLException {
        Map<Table, List<Row>> rows = new EnumMap<>(Table.class);
        for (Event entry : entries) {
            for (Row row : entry.rows()) {
                if (horizon.keeps(row)) {
                    rows.computeIfAbsent(row.table(), table -> new ArrayList<>())
                            .add(row);
                }
            }
        }
        for (Map.Entry<Table, List<Row>> table : rows.entrySet()) {
            StringJoiner json = new StringJoiner(",", "[", "]");
            table.getValue().forEach(row -> json.add(row.columns().toString()));
            try (PreparedStatement statement = connection.prepareStatement(Upserts.into(table.getKey()))) {
                statement.setString(1, json.toString());
                statement.executeUpdate();
            }
        }
    }

    private static Poison refused(Event entry, SQLException cause) {
        return new Poison(
                entry.record(),
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
