package dev.writ.gateway.tokens;

import dev.writ.feed.FeedSettings;
import dev.writ.feed.RecordReader;
import dev.writ.feed.TypedReader;
import dev.writ.schemas.Topics;
import dev.writ.schemas.event.ExecutionEvent;
import dev.writ.schemas.event.TokenEvent;
import dev.writ.schemas.serde.SchemaRegistryClient;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Hands each token event to the readers of its stream, and keeps the latest streams for readers that come a little later.
 *
 * <p>Joining: a reader subscribes and takes the window under one lock, so whatever the window lacks reaches its queue. If
 * the window does not hold the stream from its start, the reader subscribes first and then reads the log up to an end that
 * it asks for after subscribing: what is before that end it reads, what is behind it reaches the queue, and what is in
 * both it knows by its offset.
 */
public final class TokenFeed implements RecordReader {

    private static final long LOOK_BACK = 1_000;

    private final TypedReader<TokenEvent> reader;
    private final TokenObserver observer;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Set<Subscription>> subscriptions = new HashMap<>();
    private final StreamWindows windows = new StreamWindows(System::nanoTime);

    /**
     * What a reader begins with.
     *
     * @param past all events up to the subscription; empty if they must be read from the log
     */
    record Joined(Subscription subscription, Optional<List<Signal.Token>> past) {}

    /** A feed without readers. */
    public TokenFeed(SchemaRegistryClient registry, TokenObserver observer) {
        this.reader = new TypedReader<>(Topics.TOKENS, registry);
        this.observer = observer;
    }

    /** What to follow: the producer of tokens uses no transactions. */
    public static FeedSettings feed() {
        return new FeedSettings("writ-gateway-tokens", Map.of(Topics.TOKENS, LOOK_BACK), FeedSettings.UNCOMMITTED);
    }

    @Override
    public void read(ConsumerRecord<byte[], byte[]> record) {
        TokenEvent event = reader.value(record);
        observer.observe(event, record.partition(), record.offset());
        Signal.Token token = new Signal.Token(event, record.offset());
        lock.lock();
        try {
            windows.add(token);
            offer(event.getExecutionId(), token);
        } finally {
            lock.unlock();
        }
    }

    /** Tells readers that an execution has ended. */
    public void finished(ExecutionEvent event) {
        lock.lock();
        try {
            offer(event.getExecutionId(), new Signal.Finished(event));
        } finally {
            lock.unlock();
        }
    }

    /** An execution is about to be asked for, for the first time: it has no events yet. */
    public void expect(String executionId) {
        lock.lock();
        try {
            windows.expect(executionId);
        } finally {
            lock.unlock();
        }
    }

    /** Subscribes to a stream; to be followed by {@link #leave}. */
    Joined join(String executionId) {
        lock.lock();
        try {
            Subscription subscription = new Subscription();
            subscriptions.computeIfAbsent(executionId, _ -> new HashSet<>()).add(subscription);
            return new Joined(subscription, windows.of(executionId));
        } finally {
            lock.unlock();
        }
    }

    void leave(String executionId, Subscription subscription) {
        lock.lock();
        try {
            subscriptions.computeIfPresent(executionId, (_, all) -> {
                all.remove(subscription);
                return all.isEmpty() ? null : all;
            });
        } finally {
            lock.unlock();
        }
    }

    private void offer(String executionId, Signal signal) {
        subscriptions.getOrDefault(executionId, Set.of()).forEach(subscription -> subscription.offer(signal));
    }
}
