package dev.writ.launcher.fleet;

/**
 * What a client saw of one request.
 *
 * @param executionId the execution it led to
 * @param sentNanos when it was first sent, on the clock of System.nanoTime
 * @param decidedMillis from the first try to the answer's head
 * @param reconnects how often the client had to turn to another gateway
 * @param mostInARow how often it had to do so without any progress between
 * @param attempts how often the stream began anew; 0 for requests without one
 * @param whole whether the text is the one that the last event repeats, its pieces without gap or double
 */
record Exchanged(
        String executionId,
        long sentNanos,
        long decidedMillis,
        int reconnects,
        int mostInARow,
        int attempts,
        boolean whole) {}
