package dev.writ.query.report;

/**
 * Audits of one kind.
 *
 * @param kind the type of their events, or the table that holds them
 * @param expected how many there must be, by the rows that name them
 * @param written how many of these there are
 * @param withoutRow how many there are that no row stands for
 */
public record Audits(String kind, long expected, long written, long withoutRow) {

    /** How many there are not. */
    public long missing() {
        return expected - written;
    }
}
