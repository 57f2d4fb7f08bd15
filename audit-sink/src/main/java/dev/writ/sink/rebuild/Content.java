package dev.writ.sink.rebuild;

/**
 * What a table holds.
 *
 * @param rows how many, 0 or more
 * @param checksum 32 hex digits over all rows, in whatever order they stand: tables with the same rows have the same
 */
public record Content(long rows, String checksum) {}
