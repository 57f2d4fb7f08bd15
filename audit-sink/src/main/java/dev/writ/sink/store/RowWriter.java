package dev.writ.sink.store;

import dev.writ.schemas.DeadLetters;
import dev.writ.schemas.event.ActionDecided;
import dev.writ.schemas.event.AuditRecorded;
import dev.writ.schemas.event.DeadLetterReason;
import dev.writ.schemas.event.ExecutionEvent;
import dev.writ.sink.read.Entry.Event;
import dev.writ.sink.read.Entry.Poison;
import dev.writ.sink.read.EntryReader;
import dev.writ.sink.rows.Folding;
import dev.writ.sink.rows.Months;
import dev.writ.sink.rows.Row;
import dev.writ.sink.rows.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
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
     * Writes what can be written: all by COPY where nothing of it is there. Else events that PostgreSQL refuses are found by halving, each
     * half behind a savepoint, so that their neighbours are written in the same transaction.
     *
     * @param rows what the events say
     * @return the events that were refused
     * @throws SQLException if anything but the data is at fault, such as a partition that somebody dropped
     */
    List<Poison> write(List<Event> entries, NewRows rows) throws SQLException {
        if (entries.isEmpty() || (areNew(rows) && refusal(entries, rows::write).isEmpty())) {
            return List.of();
        }
        return upsert(entries);
    }

    private boolean areNew(NewRows rows) throws SQLException {
        return !rows.repeats()
                && rows.months().stream().allMatch(horizon::keeps)
                && !EventLedger.knowsAny(connection, rows.ids());
    }

    private List<Poison> upsert(List<Event> entries) throws SQLException {
        Optional<SQLException> refusal = refusal(entries, _ -> upsertAll(entries));
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

    /** Takes the step, or nothing of it and says why PostgreSQL refuses it. */
    private Optional<SQLException> refusal(List<Event> entries, NewRows.Step step) throws SQLException {
        SqlSavepoint before = SqlSavepoint.set(connection);
        try {
            step.write(connection);
        } catch (SQLException e) {
            if (!SqlFailure.isOfTheData(e) || isOfAMonthThatWasDropped(e, entries)) {
                throw e;
            }
            before.rollback();
            return Optional.of(e);
        }
        before.release();
        return Optional.empty();
    }

    private void upsertAll(List<Event> entries) throws SQLException {
        Map<Table, List<Row>> tables = new EnumMap<>(Table.class);
        for (Event entry : claim(entries)) {
            for (Row row : entry.rows()) {
                if (horizon.keeps(row)) {
                    tables.computeIfAbsent(row.table(), _ -> new ArrayList<>()).add(row);
                }
            }
        }
        Folding.ofConversationsAndAgents(tables);
        for (Map.Entry<Table, List<Row>> table : tables.entrySet()) {
            Upserts.of(table.getKey(), table.getValue()).write(connection);
        }
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
