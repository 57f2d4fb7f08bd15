package dev.writ.sink.rows;

import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One row; never changes. */
public final class Row {

    private final Table table;
    private final @Nullable Object[] values;

    /** @param values in the order of the table's columns, which nobody changes any more */
    Row(Table table, @Nullable Object[] values) {
        this.table = table;
        this.values = values;
    }

    /** Where it goes. */
    public Table table() {
        return table;
    }

    /**
     * A column's value, of the class that its {@link Column.Type} names; null if it has none.
     *
     * @param place in the table's {@link Shape}
     */
    public @Nullable Object value(int place) {
        return values[place];
    }

    /** A column's value, as {@link #value(int)} gives it. */
    @Nullable
    Object value(String column) {
        return values[table.shape().place(column)];
    }

    /** The month whose partition it belongs to; empty if its table has none. */
    public Optional<String> month() {
        return table.partitionedBy().map(column -> Months.of(time(column)));
    }

    /** The value of a column of texts, or of JSON, that is not null. */
    public String text(String column) {
        return (String) present(column);
    }

    /** The value of a column of times that is not null. */
    Instant time(String column) {
        return (Instant) present(column);
    }

    /** The value of a column of whole numbers that is not null. */
    long number(String column) {
        return (Long) present(column);
    }

    private Object present(String column) {
        return Objects.requireNonNull(value(column), column);
    }

    /** The row as a JSON object that PostgreSQL's json_populate_recordset takes for a row of the table. */
    public String json() {
        JsonText json = new JsonText();
        int place = 0;
        for (Column column : table.shape().columns()) {
            Object value = values[place++];
            if (value != null) {
                json.stored(column, value);
            }
        }
        return json.toString();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Row row && table == row.table && Arrays.deepEquals(values, row.values);
    }

    @Override
    public int hashCode() {
        return Arrays.deepHashCode(values);
    }

    @Override
    public String toString() {
        return table + json();
    }
}
