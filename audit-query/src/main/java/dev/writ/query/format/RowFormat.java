package dev.writ.query.format;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.writ.query.table.Column;
import java.util.List;

/** How rows are written one after the other. */
public interface RowFormat {

    /** The media type, with its charset where it has one. */
    String mediaType();

    /** What stands before the first row; may be empty. */
    String heading(List<Column> columns);

    /** A row with its line end. */
    String row(List<Column> columns, ObjectNode row);
}
