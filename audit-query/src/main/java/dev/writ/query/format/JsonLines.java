package dev.writ.query.format;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.writ.query.table.Column;
import java.util.List;

/** One JSON object a line. */
public final class JsonLines implements RowFormat {

    @Override
    public String mediaType() {
        return "application/x-ndjson";
    }

    @Override
    public String heading(List<Column> columns) {
        return "";
    }

    @Override
    public String row(List<Column> columns, ObjectNode row) {
        return row + "\n";
    }
}
