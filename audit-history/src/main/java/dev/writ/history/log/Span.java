package dev.writ.history.log;

/**
 * A run of offsets of one partition.
 *
 * @param from the first one
 * @param to the first one behind it, {@code from} or more
 */
record Span(long from, long to) {

    Span {
        if (from < 0 || to < from) {
            throw new IllegalArgumentException("no run of offsets: " + from + " to " + to);
        }
    }

    long length() {
        return to - from;
    }
}
