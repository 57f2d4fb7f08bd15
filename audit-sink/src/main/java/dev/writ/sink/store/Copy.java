package dev.writ.sink.store;

import dev.writ.sink.rows.Column;
import dev.writ.sink.rows.Row;
import dev.writ.sink.rows.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
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

    private Copy(Table table) {
        this.table = table;
    }

    /** Writes rows of the table down, one or more. */
    static Copy of(Table table, List<Row> rows) {
        Copy copy = new Copy(table);
        rows.forEach(copy.data::add);
        copy.data.end();
        return copy;
    }

    @Override
    public void write(Connection connection) throws SQLException {
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(into(table));
        try {
            for (int from = 0; from < data.size(); from += CHUNK) {
                copy.writeToCopy(data.array(), from, Math.min(CHUNK, data.size() - from));
            }
            copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private static String into(Table table) {
        return table.shape().columns().stream()
                .map(Column::name)
                .collect(Collectors.joining(
                        ", ", "COPY " + table.sqlName() + " (", ") FROM STDIN (FORMAT binary)"));
    }
}
