package dev.writ.query.read;

import dev.writ.query.table.AuditTable;
import dev.writ.query.table.Filter;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What is asked of a table.
 *
 * @param filters each with the value that {@link Filter.Values#parse} gave; all must hold
 * @param from the earliest time
 * @param to the first time behind the latest
 * @param after the row behind which the answer begins, in the given order
 */
public record Question(
        AuditTable table,
        Map<Filter, Object> filters,
        Optional<Instant> from,
        Optional<Instant> to,
        Order order,
        Optional<Place> after) {

    public Question {
        filters = Map.copyOf(filters);
    }

    /** The same question, whose answer begins behind a row. */
    public Question behind(Place row) {
        return new Question(table, filters, from, to, order, Optional.of(row));
    }
}
