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

/** Adds new rows by COPY, in its text format: all of them, or none if one is there already. */
final class Copy {

    /** What is sent at once, so that PostgreSQL takes rows in while the next are written down. */
    private static final int CHUNK = 32 * 1024;

    private static final char NOTHING = 0;

    private Copy() {}

    /**
     * Adds the rows within the connection's transaction.
     *
     * @param table its name in PostgreSQL
     * @param rows values by column, as {@link dev.writ.sink.rows.Row} has them; may be none
     * @throws SQLException with the state of a unique violation if a key is there already
     */
    static void into(Connection connection, String table, List<ObjectNode> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        Set<String> columns = new LinkedHashSet<>();
        rows.forEach(row -> row.properties().forEach(property -> columns.add(property.getKey())));
        CopyIn copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("COPY " + table + " (" + String.join(", ", columns) + ") FROM STDIN");
        try {
            StringBuilder text = new StringBuilder();
            for (ObjectNode row : rows) {
                append(text, row, columns);
                if (text.length() >= CHUNK) {
                    send(copy, text);
                }
            }
            send(copy, text);
            copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private static void send(CopyIn copy, StringBuilder text) throws SQLException {
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        copy.writeToCopy(bytes, 0, bytes.length);
        text.setLength(0);
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
