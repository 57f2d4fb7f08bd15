package dev.writ.sink.store;

import dev.writ.sink.rows.Row;
import dev.writ.sink.rows.Table;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Conversations as {@link dev.writ.sink.rows.Folding} leaves them: those that are new go in by COPY, and the others meet what is there. One
 * that another sink adds in this moment makes PostgreSQL refuse the COPY.
 */
final class Conversations implements NewRows.Step {

    private static final String KNOWN = "SELECT id FROM chat_sessions WHERE id = ANY (?)";

    private final List<String> ids;
    private final List<Row> rows;
    private final Copy copy;

    private Conversations(List<Row> rows) {
        this.ids = rows.stream().map(Conversations::id).toList();
        this.rows = rows;
        this.copy = Copy.of(Table.CHAT_SESSIONS, rows);
    }

    /** Writes rows down ahead of the transaction, one for each conversation. */
    static Conversations of(List<Row> rows) {
        return new Conversations(
                rows.stream().sorted(Comparator.comparing(Conversations::id)).toList());
    }

    @Override
    public void write(Connection connection) throws SQLException {
        Set<String> known = ByIds.query(connection, KNOWN, ids, Conversations::ids);
        if (!known.isEmpty()) {
            Upserts.of(
                            Table.CHAT_SESSIONS,
                            rows.stream().filter(row -> known.contains(id(row))).toList())
                    .write(connection);
        }
        if (known.size() < ids.size()) {
            copy.write(connection, place -> !known.contains(ids.get(place)));
        }
    }

    private static String id(Row row) {
        return row.text("id");
    }

    private static Set<String> ids(ResultSet found) throws SQLException {
        Set<String> ids = new HashSet<>();
        while (found.next()) {
            ids.add(found.getString(1));
        }
        return ids;
    }
}
