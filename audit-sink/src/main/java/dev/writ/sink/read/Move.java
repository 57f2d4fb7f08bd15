package dev.writ.sink.read;

/**
 * A change of the position of a partition.
 *
 * @param from the next offset before, 0 or more
 * @param to the next offset behind what was written, above from
 */
public record Move(long from, long to) {}
