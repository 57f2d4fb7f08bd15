package dev.writ.benchmark.load;

import org.jspecify.annotations.Nullable;

/** Holds one stream's events against what must come. */
interface Check {

    /**
     * Takes an event.
     *
     * @param name empty where events have none
     * @return tokens so far; 0 for events without
     */
    long take(String name, byte[] data, int from, int to);

    /** What is wrong, in words, the first thing only; null for a stream that came and ended as it must. */
    @Nullable
    String trouble();

    /** Remembers the first thing that is wrong. */
    void fail(String what);

    /** Whether nothing more is to come, or nothing that matters. */
    boolean isOver();

    /** The execution that the events name; empty where they name none. */
    String executionId();
}
