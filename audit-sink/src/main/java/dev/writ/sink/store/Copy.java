package dev.writ.sink.store;

import dev.writ.sink.rows.Column;
import dev.writ.sink.rows.Row;
import dev.writ.sink.rows.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * New rows of one table as COPY takes them, written down ahead of the transaction that adds them: all of them, or none if one is
 * there already.
 */
final class Copy implements NewRows.Step {

    /** What is sent at once, so that PostgreSQL takes rows in while the next are on their way. */
    private static final int CHUNK = 64 * 1024;

    private final Table table;
    private final CopyBuffer data = new CopyBuffer();
    /** Where each row begins in the data, and where the last one ends. */
    private final int[] bounds;

    private Copy(Table table, List<Row> rows) {
        this.table = table;
        this.bounds = new int[rows.size() + 1];
        bounds[0] = data.size();
        for (int place = 0; place < rows.size(); place++) {
            data.add(rows.get(place));
            bounds[place + 1] = data.size();
        }
        data.end();
    }

    /** Writes rows of the table down, one or more. */
    static Copy of(Table table, List<Row> rows) {
        return new Copy(table, rows);
    }

    @Override
    public void write(Connection connection) throws SQLException {
        write(connection, _ -> true);
    }

    /**
     * Writes some of the rows, as {@link #write(Connection)} does all.
     *
     * @param wanted which, by their places among those that were written down
     */
    void write(Connection connection, IntPredicate wanted) throws SQLException {
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(into(table));
        try {
            int unsent = 0;
            for (int place = 0; place + 1 < bounds.length; place++) {
                if (!wanted.test(place)) {
                    send(copy, unsent, bounds[place]);
                    unsent = bounds[place + 1];
                }
            }
            send(copy, unsent, data.size());
            copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private void send(CopyIn copy, int begin, int end) throws SQLException {
        for (int from = begin; from < end; from += CHUNK) {
            copy.writeToCopy(data.array(), from, Math.min(CHUNK, end - from));
        }
    }

    private static String into(Table table) {
        return table.shape().columns().stream()
                .map(Column::name)
                .collect(Collectors.joining(", ", "COPY " + table.sqlName() + " (", ") FROM STDIN (FORMAT binary)"));
    }
}
