package dev.writ.sink.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * New rows of one table in COPY's text format, written down ahead of the transaction that adds them: all of them, or none if one is
 * there already.
 */
final class Copy implements NewRows.Step {

    /** What is sent at once, so that PostgreSQL takes rows in while the next are on their way. */
    private static final int CHUNK = 32 * 1024;

    private static final char NOTHING = 0;

    private final String sql;
    private final byte[] text;

    private Copy(String sql, byte[] text) {
        this.sql = sql;
        this.text = text;
    }

    /**
     * Writes rows down.
     *
     * @param table its name in PostgreSQL
     * @param rows values by column, as {@link dev.writ.sink.rows.Row} has them; one or more
     */
    static Copy of(String table, List<ObjectNode> rows) {
        Set<String> columns = new LinkedHashSet<>();
        rows.forEach(row -> row.properties().forEach(property -> columns.add(property.getKey())));
        StringBuilder text = new StringBuilder();
        rows.forEach(row -> append(text, row, columns));
        return new Copy(
                "COPY " + table + " (" + String.join(", ", columns) + ") FROM STDIN",
                text.toString().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void write(Connection connection) throws SQLException {
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
        try {
            for (int from = 0; from < text.length; from += CHUNK) {
                copy.writeToCopy(text, from, Math.min(CHUNK, text.length - from));
            }
            copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private static void append(StringBuilder text, ObjectNode row, Set<String> columns) {
        String separator = "";
        for (String column : columns) {
            text.append(separator);
            append(text, row.get(column));
            separator = "\t";
        }
        text.append('\n');
    }

    private static void append(StringBuilder text, @Nullable JsonNode value) {
        if (value == null || value.isNull()) {
            text.append("\\N");
        } else {
            appendEscaped(text, value.isValueNode() ? value.asText() : value.toString());
        }
    }

    private static void appendEscaped(StringBuilder text, String value) {
        int from = 0;
        for (int at = 0; at < value.length(); at++) {
            char letter = letterFor(value.charAt(at));
            if (letter != NOTHING) {
                text.append(value, from, at).append('\\').append(letter);
                from = at + 1;
            }
        }
        text.append(value, from, value.length());
    }

    /** The letter that stands behind a backslash for a character that means something to COPY. */
    private static char letterFor(char c) {
        return switch (c) {
            case '\\' -> '\\';
            case '\n' -> 'n';
            case '\r' -> 'r';
            case '\t' -> 't';
            default -> NOTHING;
        };
    }
}
