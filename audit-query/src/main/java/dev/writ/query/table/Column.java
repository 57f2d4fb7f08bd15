package dev.writ.query.table;

/** A column of a table, as answers show it. */
public record Column(String name, Kind kind) {

    /** What a column holds. */
    public enum Kind {
        /** Text, as it is stored: what PostgreSQL cannot hold stands there escaped. */
        TEXT,
        /** Several texts. */
        TEXTS,
        /** A number. */
        NUMBER,
        /** True or false. */
        FLAG,
        /** A moment. */
        TIME,
        /** A JSON value. */
        JSON
    }
}
