package dev.writ.sink.rows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.StringJoiner;

/** Gathers one row's columns; a column that is not set is null. */
public final class Columns {

    /** Confidence in events is whole ten-thousandths. */
    private static final int CONFIDENCE_DECIMALS = 4;

    private final ObjectNode columns = StorableJson.NODES.objectNode();

    /** Text, made storable. */
    public Columns text(String name, String value) {
        columns.put(name, StorableText.of(value));
        return this;
    }

    /** Text, made storable, or null. */
    public Columns text(String name, Optional<String> value) {
        value.ifPresent(text -> text(name, text));
        return this;
    }

    /** An event's word as it stands there. */
    Columns word(String name, Enum<?> value) {
        columns.put(name, value.name());
        return this;
    }

    /** An event's word as it stands there, or null. */
    Columns word(String name, Optional<? extends Enum<?>> value) {
        value.ifPresent(word -> word(name, word));
        return this;
    }

    /** An event's word in lower case. */
    Columns lowerWord(String name, Enum<?> value) {
        columns.put(name, value.name().toLowerCase(Locale.ROOT));
        return this;
    }

    /** A list of texts, for a column of type text[]: as the text from which PostgreSQL makes it, {@code {"a","b"}}. */
    Columns texts(String name, List<String> values) {
        StringJoiner array = new StringJoiner(",", "{", "}");
        values.forEach(value ->
                array.add('"' + StorableText.of(value).replace("\\", "\\\\").replace("\"", "\\\"") + '"'));
        columns.put(name, array.toString());
        return this;
    }

    /** A point in time. */
    public Columns time(String name, Instant value) {
        columns.put(name, value.toString());
        return this;
    }

    /** A whole number. */
    public Columns number(String name, long value) {
        columns.put(name, value);
        return this;
    }

    /** A number. */
    Columns number(String name, BigDecimal value) {
        columns.put(name, value);
        return this;
    }

    /** A confidence, given in ten-thousandths. */
    Columns confidence(String name, int tenThousandths) {
        return number(name, BigDecimal.valueOf(tenThousandths, CONFIDENCE_DECIMALS));
    }

    /** A yes or no. */
    Columns flag(String name, boolean value) {
        columns.put(name, value);
        return this;
    }

    /** JSON that is storable already. */
    Columns json(String name, JsonNode value) {
        columns.set(name, value);
        return this;
    }

    /** The columns so far. */
    public ObjectNode toJson() {
        return columns;
    }

    Row in(Table table) {
        return new Row(table, columns);
    }
}
