package dev.writ.sink.rows;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * One row.
 *
 * @param table where it goes
 * @param columns the values by column, as PostgreSQL reads them both in COPY's text and in json_populate_recordset: a list for
 *     text[] is a text; a column without a value is null; not changed any more
 */
public record Row(Table table, ObjectNode columns) {

    /** The month whose partition it belongs to; empty if its table has none. */
    public Optional<String> month() {
        return table.partitionedBy().map(column -> Months.of(text(column)));
    }

    /** The value of a column of texts or times that is not null. */
    public String text(String column) {
        return columns.path(column).textValue();
    }
}
