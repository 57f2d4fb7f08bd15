package dev.writ.query.read;

import java.time.Instant;

/**
 * Where a row stands in the order of its table.
 *
 * @param time to the microsecond
 * @param id decides between rows of one time
 */
public record Place(Instant time, String id) {}
