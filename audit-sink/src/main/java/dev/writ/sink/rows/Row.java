package dev.writ.sink.rows;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * One row.
 *
 * @param table where it goes
 * @param columns the values by column, as JSON that PostgreSQL's json_populate_recordset reads; not changed any more
 */
public record Row(Table table, ObjectNode columns) {

    /** The month whose partition it belongs to; empty if its table has none. */
    public Optional<String> month() {
        return table.partitionedBy()
                .map(column -> Months.of(columns.path(column).textValue()));
    }
}
