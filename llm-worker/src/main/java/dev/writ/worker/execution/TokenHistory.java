package dev.writ.worker.execution;

import dev.writ.schemas.KafkaConnection;
import dev.writ.schemas.serde.SchemaRegistryClient;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads histories from the token topic. Many are wanted at once when a worker takes over from another, so all that wait are
 * answered by one reading, on a thread of its own, which alone touches the consumer.
 */
public final class TokenHistory implements History, AutoCloseable {

    private final BlockingQueue<Wanted> queue = new LinkedBlockingQueue<>();
    private final TokenScan scan;
    private final Thread thread = Thread.ofVirtual().name("writ-worker-history").unstarted(this::answer);

    /** One question. */
    record Wanted(String executionId, long since, CompletableFuture<AttemptHistory> answer) {}

    private TokenHistory(TokenScan scan) {
        this.scan = scan;
    }

    /** Starts to answer, with a consumer of its own. */
    public static TokenHistory connect(KafkaConnection kafka, SchemaRegistryClient registry, String clientId) {
        TokenHistory history = new TokenHistory(new TokenScan(
                new KafkaConsumer<>(kafka.consumer(clientId), new ByteArrayDeserializer(), new ByteArrayDeserializer()),
                registry));
        history.thread.start();
        return history;
    }

    @Override
    public AttemptHistory of(String executionId, long since) throws InterruptedException {
        CompletableFuture<AttemptHistory> answer = new CompletableFuture<>();
        queue.add(new Wanted(executionId, since, answer));
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw new KafkaException("the token topic could not be searched: " + e.getMessage(), e.getCause());
        }
    }

    /** Stops answering; whoever waits must have been interrupted before. */
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private void answer() {
        try (scan) {
            while (true) {
                List<Wanted> batch = new ArrayList<>();
                batch.add(queue.take());
                queue.drainTo(batch);
                answer(batch);
            }
        } catch (InterruptedException | InterruptException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void answer(List<Wanted> batch) {
        try {
            scan.answer(batch);
        } catch (InterruptException e) {
            throw e;
        } catch (RuntimeException e) {
            batch.forEach(wanted -> wanted.answer().completeExceptionally(e));
        }
    }
}
