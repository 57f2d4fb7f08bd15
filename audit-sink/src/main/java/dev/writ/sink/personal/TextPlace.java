package dev.writ.sink.personal;

/**
 * Where a text came from, which also names it.
 *
 * @param partition 0 or more
 * @param offset 0 or more
 */
public record TextPlace(String topic, int partition, long offset) {}
