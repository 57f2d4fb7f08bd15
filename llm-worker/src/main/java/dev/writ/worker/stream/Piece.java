package dev.writ.worker.stream;

/**
 * Text to send as one event.
 *
 * @param text whole Unicode characters, not empty
 * @param chunks how many of the provider's deltas are in it, 1 or more
 */
record Piece(String text, int chunks) {}
