package dev.writ.sink.rows;

/**
 * A column of a table.
 *
 * @param name in PostgreSQL
 * @param type of its values
 */
public record Column(String name, Type type) {

    /** A type of PostgreSQL, and the class that a row has its values in. */
    public enum Type {
        /** text: a String, made storable. */
        TEXT,
        /** text[]: a List of Strings, made storable. */
        TEXTS,
        /** integer: a Long within its range. */
        INTEGER,
        /** bigint: a Long. */
        BIGINT,
        /** numeric: a BigDecimal. */
        NUMERIC,
        /** boolean: a Boolean. */
        BOOLEAN,
        /** timestamptz: an Instant. */
        TIME,
        /** jsonb: a String of JSON whose texts are storable. */
        JSON,
        /** bytea: a byte[]. */
        BYTES
    }
}
