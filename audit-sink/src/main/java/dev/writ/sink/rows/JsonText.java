package dev.writ.sink.rows;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.StringJoiner;

/** Writes a JSON object down, member by member. */
final class JsonText {

    static final String NO_MEMBERS = "{}";

    private static final JsonStringEncoder QUOTES = JsonStringEncoder.getInstance();

    private final StringBuilder text = new StringBuilder("{");

    /** Text, made storable. */
    JsonText text(String name, String value) {
        return quoted(name, StorableText.of(value));
    }

    /** Text, made storable, or no member. */
    JsonText text(String name, Optional<String> value) {
        value.ifPresent(each -> text(name, each));
        return this;
    }

    /** An event's word in lower case. */
    JsonText lowerWord(String name, Enum<?> value) {
        return quoted(name, value.name().toLowerCase(Locale.ROOT));
    }

    /** A point in time. */
    JsonText time(String name, Instant value) {
        return quoted(name, value.toString());
    }

    /** A whole number. */
    JsonText number(String name, long value) {
        member(name).append(value);
        return this;
    }

    /** A yes or no. */
    JsonText flag(String name, boolean value) {
        member(name).append(value);
        return this;
    }

    /** JSON that is storable already. */
    JsonText json(String name, String value) {
        member(name).append(value);
        return this;
    }

    /** A row's value, in the form from which json_populate_recordset makes it again. */
    JsonText stored(Column column, Object value) {
        String name = column.name();
        return switch (column.type()) {
            case TEXT -> quoted(name, (String) value);
            case TEXTS -> quoted(name, array((List<?>) value));
            case INTEGER, BIGINT, NUMERIC, BOOLEAN -> json(name, value.toString());
            case TIME -> time(name, (Instant) value);
            case JSON -> json(name, (String) value);
            case BYTES -> quoted(name, "\\x" + HexFormat.of().formatHex((byte[]) value));
        };
    }

    /** One object with the members of two; of members of one name, jsonb keeps the last, so that the other has the last word. */
    static String merged(String one, String other) {
        if (one.equals(NO_MEMBERS)) {
            return other;
        }
        if (other.equals(NO_MEMBERS)) {
            return one;
        }
        return one.substring(0, one.length() - 1) + "," + other.substring(1);
    }

    /** As PostgreSQL writes a text[]: {@code {"a","b"}}. */
    private static String array(List<?> values) {
        StringJoiner array = new StringJoiner(",", "{", "}");
        values.forEach(
                value -> array.add('"' + value.toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"'));
        return array.toString();
    }

    private JsonText quoted(String name, String value) {
        StringBuilder member = member(name).append('"');
        QUOTES.quoteAsString(value, member);
        member.append('"');
        return this;
    }

    /** Begins a member whose name needs no escapes. */
    private StringBuilder member(String name) {
        if (text.length() > 1) {
            text.append(',');
        }
        return text.append('"').append(name).append("\":");
    }

    /** The object so far. */
    @Override
    public String toString() {
        return text + "}";
    }
}
