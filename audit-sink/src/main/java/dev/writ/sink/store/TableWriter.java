package dev.writ.sink.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.writ.sink.rows.Folding;
import dev.writ.sink.rows.Months;
import dev.writ.sink.rows.Row;
import dev.writ.sink.rows.Table;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes rows into their tables, within a transaction and in the order of the tables. */
final class TableWriter {

    /** What one event alone says, so that its row is as new as the event. */
    private static final Set<Table> AS_NEW_AS_EVENTS =
            Set.of(Table.DECISIONS, Table.CANVAS_AUDIT, Table.AGENT_HISTORY, Table.GOVERNANCE_CHANGES);

    /** In the months that are asked for only. */
    private static final String KNOWN =
            "SELECT id FROM agent_executions WHERE id = ANY (?) AND started_at >= ? AND started_at < ?";

    private final Connection connection;

    /** A writer within the connection's transaction. */
    TableWriter(Connection connection) {
        this.connection = connection;
    }

    /**
     * Writes the rows.
     *
     * @throws SQLException also where the way is {@link Way#COPY} and {@link Way#UPSERT} could write them
     */
    void write(List<Row> rows, Way way) throws SQLException {
        Map<Table, List<Row>> tables = new EnumMap<>(Table.class);
        rows.forEach(row ->
                tables.computeIfAbsent(row.table(), _ -> new ArrayList<>()).add(row));
        tables.computeIfPresent(Table.CHAT_SESSIONS, (_, all) -> Folding.conversations(all));
        tables.computeIfPresent(Table.AGENT_REGISTRY, (_, all) -> Folding.agents(all));
        if (way == Way.COPY) {
            copyNewExecutions(tables);
        }
        for (Map.Entry<Table, List<Row>> each : tables.entrySet()) {
            if (way == Way.COPY && AS_NEW_AS_EVENTS.contains(each.getKey())) {
                Copy.into(connection, each.getKey().sqlName(), columnsOf(each.getValue()));
            } else {
                upsert(each.getKey(), each.getValue());
            }
        }
    }

    /** Writes the executions that are not there yet, and leaves starts and ends of the others. */
    private void copyNewExecutions(Map<Table, List<Row>> tables) throws SQLException {
        List<Row> starts = tables.getOrDefault(Table.EXECUTION_STARTS, List.of());
        List<Row> ends = tables.getOrDefault(Table.EXECUTION_ENDS, List.of());
        Set<String> known = known(Stream.concat(starts.stream(), ends.stream()).toList());
        Predicate<Row> isKnown = row -> known.contains(row.text("id"));
        Copy.into(
                connection,
                Table.EXECUTION_STARTS.sqlName(),
                columnsOf(Folding.executions(
                        starts.stream().filter(isKnown.negate()).toList(),
                        ends.stream().filter(isKnown.negate()).toList())));
        tables.replace(Table.EXECUTION_STARTS, starts.stream().filter(isKnown).toList());
        tables.replace(Table.EXECUTION_ENDS, ends.stream().filter(isKnown).toList());
    }

    /** The ids of the executions that are there. */
    private Set<String> known(List<Row> executions) throws SQLException {
        TreeSet<String> months = executions.stream()
                .map(Row::month)
                .flatMap(Optional::stream)
                .filter(Months::isPossible)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> known = new HashSet<>();
        if (months.isEmpty()) {
            return known;
        }
        Array ids = connection.createArrayOf(
                "text", executions.stream().map(row -> row.text("id")).toArray());
        try (PreparedStatement statement = connection.prepareStatement(KNOWN)) {
            statement.setArray(1, ids);
            statement.setObject(2, begin(YearMonth.parse(months.first())));
            statement.setObject(3, begin(YearMonth.parse(months.last()).plusMonths(1)));
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    known.add(result.getString(1));
                }
            }
        } finally {
            ids.free();
        }
        return known;
    }

    private static OffsetDateTime begin(YearMonth month) {
        return Months.begin(month).atOffset(ZoneOffset.UTC);
    }

    private void upsert(Table table, List<Row> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(Upserts.into(table))) {
            statement.setString(
                    1, rows.stream().map(row -> row.columns().toString()).collect(Collectors.joining(",", "[", "]")));
            statement.executeUpdate();
        }
    }

    private static List<ObjectNode> columnsOf(List<Row> rows) {
        return rows.stream().map(Row::columns).toList();
    }
}
