package dev.writ.query.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.writ.query.table.Column;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Comma-separated values of RFC 4180, with a header line. Nothing is an empty field, and an empty text is {@code ""}. Lists and
 * objects stand as JSON. A text that a spreadsheet would take for a formula gets an apostrophe in front, and so does one that
 * begins with an apostrophe: who takes one leading apostrophe away has the text again.
 */
public final class Csv implements RowFormat {

    private static final String LINE_END = "\r\n";
    private static final String GUARDED = "=+-@\t\r\n'";
    private static final String QUOTED = ",\"\r\n";

    @Override
    public String mediaType() {
        return "text/csv; charset=utf-8; header=present";
    }

    @Override
    public String heading(List<Column> columns) {
        return columns.stream().map(Column::name).collect(Collectors.joining(",")) + LINE_END;
    }

    @Override
    public String row(List<Column> columns, ObjectNode row) {
        return columns.stream().map(column -> field(row.path(column.name()))).collect(Collectors.joining(","))
                + LINE_END;
    }

    private static String field(JsonNode value) {
        if (value.isNull() || value.isMissingNode()) {
            return "";
        }
        if (value.isNumber()) {
            return value.decimalValue().toPlainString();
        }
        return quoted(value.isTextual() ? guarded(value.textValue()) : value.toString());
    }

    private static String guarded(String text) {
        return !text.isEmpty() && GUARDED.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    private static String quoted(String text) {
        boolean needed = text.isEmpty() || text.chars().anyMatch(c -> QUOTED.indexOf(c) >= 0);
        return needed ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }
}
