package dev.writ.sink.store;

/** How rows get into the tables. */
enum Way {
    /**
     * What only new events say goes in by COPY. PostgreSQL refuses that where some of it is there all the same, such as what
     * another sink has written in this moment, or a decision that a second event repeats.
     */
    COPY,
    /** Whatever is there is met as {@link Upserts} has it. */
    UPSERT
}
