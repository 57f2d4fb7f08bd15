package dev.writ.sink;

import dev.writ.sink.read.Move;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.kafka.common.TopicPartition;

/**
 * A run that is being written on a thread of its own.
 *
 * @param moves how the positions change by it
 * @param done ends as the writing does
 */
record Writing(Map<TopicPartition, Move> moves, CompletableFuture<Void> done) {

    static Writing start(WriterLoop.Run run, Map<TopicPartition, Move> moves) {
        return new Writing(
                moves,
                CompletableFuture.runAsync(
                        () -> run.write(moves),
                        task -> Thread.ofVirtual().name("writ-sink writing").start(task)));
    }

    /** Waits until it is over, written or not. */
    void end() {
        done.handle((_, failure) -> failure == null).join();
    }

    /** Waits until it is written, or throws what kept it from that. */
    void await() {
        try {
            done.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            if (e.getCause() instanceof Error failure) {
                throw failure;
            }
            throw e;
        }
    }
}
