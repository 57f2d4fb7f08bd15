package dev.writ.sink.rows;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One row.
 *
 * @param table where it goes
 * @param columns the values by column, as JSON that PostgreSQL's json_populate_recordset reads; not changed any more
 */
public record Row(Table table, ObjectNode columns) {}
