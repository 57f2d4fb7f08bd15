package dev.writ.sink.store;

import dev.writ.sink.read.Entry.Event;
import dev.writ.sink.rows.Folding;
import dev.writ.sink.rows.Row;
import dev.writ.sink.rows.StorableText;
import dev.writ.sink.rows.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What events say of which none was written before, made ready ahead of the transaction. What such an event alone says is as new as
 * the event, and goes in by COPY: its entry in the ledger, its decision, the start of an execution, with its end if that is here too.
 * Conversations go in as {@link Conversations} has it, and the rest meets what is there as {@link Upserts} does.
 *
 * @param ids of the events, as they are stored; fewer than events where one is repeated
 * @param months for which there have to be partitions
 * @param repeats whether an event stands here twice
 * @param steps in the order of the tables, rows in the order of their keys or of the events' ids, so that two writers do not wait for
 *     each other in a circle
 */
record NewRows(Set<String> ids, Set<String> months, boolean repeats, List<Step> steps) {

    private static final Set<Table> AS_NEW_AS_EVENTS = Set.of(
            Table.SINK_EVENTS,
            Table.DECISIONS,
            Table.EXECUTION_STARTS,
            Table.CANVAS_AUDIT,
            Table.AGENT_HISTORY,
            Table.GOVERNANCE_CHANGES);

    /** Some of the rows. */
    interface Step {

        /** Writes them within the connection's transaction, or throws, also where COPY meets what is there. */
        void write(Connection connection) throws SQLException;
    }

    /** What the events say. */
    static NewRows of(List<Event> events) {
        Map<String, Event> byId = new TreeMap<>();
        events.forEach(event -> byId.put(StorableText.of(event.event().getEventId()), event));
        Set<String> months = new HashSet<>();
        Set<String> begun = new HashSet<>();
        Map<Table, List<Row>> tables = new EnumMap<>(Table.class);
        for (Event event : byId.values()) {
            Partitions.monthsOf(event).forEach(months::add);
            tables.computeIfAbsent(Table.SINK_EVENTS, _ -> new ArrayList<>()).add(EventLedger.row(event));
            for (Row row : event.rows()) {
                if (begins(row, event)) {
                    begun.add(row.text("id"));
                }
                tables.computeIfAbsent(row.table(), _ -> new ArrayList<>()).add(row);
            }
        }
        List<Step> steps = new ArrayList<>();
        fold(tables, begun);
        tables.forEach((table, rows) -> {
            if (!rows.isEmpty()) {
                steps.add(step(table, rows));
            }
        });
        return new NewRows(byId.keySet(), months, byId.size() < events.size(), steps);
    }

    private static Step step(Table table, List<Row> rows) {
        if (AS_NEW_AS_EVENTS.contains(table)) {
            return Copy.of(table, rows);
        }
        return table == Table.CHAT_SESSIONS ? Conversations.of(rows) : Upserts.of(table, rows);
    }

    /** Whether the execution is new: it starts, or is blocked by the event that decides on it. */
    private static boolean begins(Row row, Event event) {
        return switch (row.table()) {
            case EXECUTION_STARTS -> true;
            case EXECUTION_ENDS -> event.event().getDecision().isPresent();
            default -> false;
        };
    }

    /** Leaves one row for each thing, executions that began here among the starts and the others among the ends. */
    private static void fold(Map<Table, List<Row>> tables, Set<String> begun) {
        Folding.ofConversationsAndAgents(tables);
        Map<Boolean, List<Row>> executions = Folding.executions(
                        tables.getOrDefault(Table.EXECUTION_STARTS, List.of()),
                        tables.getOrDefault(Table.EXECUTION_ENDS, List.of()))
                .stream()
                .collect(Collectors.partitioningBy(row -> begun.contains(row.text("id"))));
        tables.put(Table.EXECUTION_STARTS, executions.getOrDefault(true, List.of()));
        tables.put(Table.EXECUTION_ENDS, executions.getOrDefault(false, List.of()));
    }

    /** Writes all of them within the connection's transaction, or throws. */
    void write(Connection connection) throws SQLException {
        for (Step step : steps) {
            step.write(connection);
        }
    }
}
