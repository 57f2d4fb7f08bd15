package dev.writ.benchmark.load;

/** A stream that has had text. Safe for use by several threads. */
public interface RunningStream {

    /** Its execution. */
    String executionId();

    /** How many tokens have come so far. */
    long tokens();
}
