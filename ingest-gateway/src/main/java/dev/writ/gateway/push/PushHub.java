package dev.writ.gateway.push;

import dev.writ.gateway.tokens.TokenObserver;
import dev.writ.schemas.Topics;
import dev.writ.schemas.event.ActionDecided;
import dev.writ.schemas.event.CanvasState;
import dev.writ.schemas.event.StreamStarted;
import dev.writ.schemas.event.TokenEvent;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Hands what the feeds bring to the sockets that it belongs to. Tokens carry only their execution, so a socket follows an
 * execution from its start on, or because its reader has found that start in the log.
 */
public final class PushHub implements TokenObserver {

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Set<PushSubscription>> byUser = new HashMap<>();
    private final Map<String, Set<PushSubscription>> byExecution = new HashMap<>();
    private final Map<TopicPartition, Long> seen = new HashMap<>();
    private volatile boolean idle = true;

    /** Whether nobody listens. What comes meanwhile need not be brought here. */
    public boolean isIdle() {
        return idle;
    }

    @Override
    public void observe(TokenEvent event, int partition, long offset) {
        if (idle) {
            return;
        }
        TopicPartition place = new TopicPartition(Topics.TOKENS.name(), partition);
        lock.lock();
        try {
            see(place, offset);
            String id = event.getExecutionId();
            if (event.getBody() instanceof StreamStarted started) {
                of(started.getUserId()).stream()
                        .filter(subscription -> subscription.audience().mayHear(started))
                        .forEach(subscription -> follow(subscription, id));
            }
            Set<PushSubscription> followers = byExecution.getOrDefault(id, Set.of());
            hand(followers, _ -> true, event, id, place, offset);
        } finally {
            lock.unlock();
        }
    }

    void observe(CanvasState canvas, TopicPartition place, long offset) {
        observe(canvas.getUserId(), audience -> audience.mayHear(canvas), canvas, canvas.getCanvasId(), place, offset);
    }

    void observe(ActionDecided decision, String key, TopicPartition place, long offset) {
        observe(decision.getUserId(), audience -> audience.mayHear(decision), decision, key, place, offset);
    }

    /** Begins to listen; to be followed by {@link #leave}. */
    void join(PushSubscription subscription) {
        lock.lock();
        try {
            if (byUser.isEmpty()) {
                seen.clear();
            }
            byUser.computeIfAbsent(subscription.audience().userId(), _ -> new HashSet<>())
                    .add(subscription);
            idle = false;
        } finally {
            lock.unlock();
        }
    }

    void leave(PushSubscription subscription) {
        lock.lock();
        try {
            remove(byUser, subscription.audience().userId(), subscription);
            byExecution.values().forEach(followers -> followers.remove(subscription));
            byExecution.values().removeIf(Set::isEmpty);
            idle = byUser.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Has a subscription hear an execution's tokens from here on. */
    void follow(PushSubscription subscription, String executionId) {
        lock.lock();
        try {
            byExecution.computeIfAbsent(executionId, _ -> new HashSet<>()).add(subscription);
        } finally {
            lock.unlock();
        }
    }

    void unfollow(PushSubscription subscription, String executionId) {
        lock.lock();
        try {
            remove(byExecution, executionId, subscription);
        } finally {
            lock.unlock();
        }
    }

    /** What comes next in each partition, as long as the subscription has been handed nothing that it has not taken. */
    Optional<Map<TopicPartition, Long>> seenBy(PushSubscription subscription) {
        lock.lock();
        try {
            return subscription.isEmpty() ? Optional.of(Map.copyOf(seen)) : Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    private void observe(
            String userId,
            Predicate<Audience> mayHear,
            SpecificRecord value,
            String key,
            TopicPartition place,
            long offset) {
        lock.lock();
        try {
            see(place, offset);
            hand(of(userId), mayHear, value, key, place, offset);
        } finally {
            lock.unlock();
        }
    }

    /** To be called under the lock. */
    private void hand(
            Set<PushSubscription> subscriptions,
            Predicate<Audience> mayHear,
            SpecificRecord value,
            String key,
            TopicPartition place,
            long offset) {
        if (!subscriptions.isEmpty()) {
            PushRecord record = new PushRecord(value, key, place, offset, Map.copyOf(seen));
            subscriptions.stream()
                    .filter(subscription -> mayHear.test(subscription.audience()))
                    .forEach(subscription -> subscription.offer(record));
        }
    }

    private Set<PushSubscription> of(String userId) {
        return byUser.getOrDefault(userId, Set.of());
    }

    private void see(TopicPartition place, long offset) {
        seen.put(place, offset + 1);
    }

    private static void remove(Map<String, Set<PushSubscription>> index, String name, PushSubscription subscription) {
        index.computeIfPresent(name, (_, all) -> {
            all.remove(subscription);
            return all.isEmpty() ? null : all;
        });
    }
}
