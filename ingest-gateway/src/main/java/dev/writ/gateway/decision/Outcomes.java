package dev.writ.gateway.decision;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Brings outcomes, which arrive on the feeds' threads, to the requests that wait for them. */
public final class Outcomes {

    private static final int MOST_RECENT = 10_000;

    private final Map<String, Set<Waiter>> waiting = new ConcurrentHashMap<>();
    private final Cache<String, Outcome> recent =
            Caffeine.newBuilder().maximumSize(MOST_RECENT).build();

    /** One request that waits. To be made before what it waits for is asked for, and closed in the end. */
    public final class Waiter implements AutoCloseable {

        private final String id;
        private final CompletableFuture<Outcome> future = new CompletableFuture<>();

        private Waiter(String id) {
            this.id = id;
        }

        /** The outcome; empty if it does not come in time. */
        public Optional<Outcome> await(Duration timeout) throws InterruptedException {
            try {
                return Optional.of(future.get(timeout.toNanos(), TimeUnit.NANOSECONDS));
            } catch (TimeoutException e) {
                return Optional.empty();
            } catch (ExecutionException e) {
                throw new IllegalStateException("outcomes are never exceptional", e);
            }
        }

        @Override
        public void close() {
            waiting.computeIfPresent(id, (_, waiters) -> {
                waiters.remove(this);
                return waiters.isEmpty() ? null : waiters;
            });
        }
    }

    /** Begins to wait for the outcome of a request or command. */
    public Waiter expect(String id) {
        Waiter waiter = new Waiter(id);
        waiting.compute(id, (_, waiters) -> {
            Set<Waiter> all = waiters == null ? ConcurrentHashMap.newKeySet() : waiters;
            all.add(waiter);
            return all;
        });
        return waiter;
    }

    /** An outcome has come. */
    public void complete(String id, Outcome outcome) {
        if (!(outcome instanceof Outcome.Decided)) {
            recent.put(id, outcome);
        }
        Set<Waiter> waiters = waiting.remove(id);
        if (waiters != null) {
            waiters.forEach(waiter -> waiter.future.complete(outcome));
        }
    }

    /** What became of a command lately; decisions are not kept here. */
    public Optional<Outcome> recent(String id) {
        return Optional.ofNullable(recent.getIfPresent(id));
    }
}
