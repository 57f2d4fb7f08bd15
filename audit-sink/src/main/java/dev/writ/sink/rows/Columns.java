package dev.writ.sink.rows;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Gathers one row's values; a column that is not set is null. */
public final class Columns {

    /** Confidence in events is whole ten-thousandths. */
    private static final int CONFIDENCE_DECIMALS = 4;

    private final Table table;
    private final @Nullable Object[] values;

    /** A row of the table, all of it null. */
    public Columns(Table table) {
        this.table = table;
        this.values = new @Nullable Object[table.shape().columns().size()];
    }

    /** Text, made storable. */
    public Columns text(String name, String value) {
        return set(name, StorableText.of(value));
    }

    /** Text, made storable, or null. */
    public Columns text(String name, Optional<String> value) {
        value.ifPresent(text -> text(name, text));
        return this;
    }

    /** An event's word as it stands there. */
    Columns word(String name, Enum<?> value) {
        return set(name, value.name());
    }

    /** An event's word as it stands there, or null. */
    Columns word(String name, Optional<? extends Enum<?>> value) {
        value.ifPresent(word -> word(name, word));
        return this;
    }

    /** An event's word in lower case. */
    Columns lowerWord(String name, Enum<?> value) {
        return set(name, value.name().toLowerCase(Locale.ROOT));
    }

    /** A list of texts, made storable. */
    Columns texts(String name, List<String> texts) {
        return set(name, texts.stream().map(StorableText::of).toList());
    }

    /** A point in time. */
    public Columns time(String name, Instant value) {
        return set(name, value);
    }

    /** A whole number. */
    public Columns number(String name, long value) {
        return set(name, value);
    }

    /** A number. */
    Columns number(String name, BigDecimal value) {
        return set(name, value);
    }

    /** A confidence, given in ten-thousandths. */
    Columns confidence(String name, int tenThousandths) {
        return number(name, BigDecimal.valueOf(tenThousandths, CONFIDENCE_DECIMALS));
    }

    /** A yes or no. */
    Columns flag(String name, boolean value) {
        return set(name, value);
    }

    /** JSON that is storable already. */
    Columns json(String name, String value) {
        return set(name, value);
    }

    /** Bytes, which nobody changes any more. */
    public Columns bytes(String name, byte[] value) {
        return set(name, value);
    }

    /** The value of a row that has the same columns, or null if it has none. */
    Columns from(Row row, String name) {
        return set(name, row.value(name));
    }

    /** All values that a row of the same columns has; what it has not stays as it is. */
    Columns allOf(Row row) {
        for (int place = 0; place < values.length; place++) {
            Object value = row.value(place);
            if (value != null) {
                values[place] = value;
            }
        }
        return this;
    }

    private Columns set(String name, @Nullable Object value) {
        values[table.shape().place(name)] = value;
        return this;
    }

    /** The row; nothing may be set any more. */
    public Row toRow() {
        return new Row(table, values);
    }
}
