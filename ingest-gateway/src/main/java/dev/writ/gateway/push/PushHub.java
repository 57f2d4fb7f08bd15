package dev.writ.gateway.push;

import dev.writ.gateway.push.PushCursor.OpenStream;
import dev.writ.gateway.tokens.TokenObserver;
import dev.writ.schemas.Topics;
import dev.writ.schemas.event.ActionDecided;
import dev.writ.schemas.event.CanvasState;
import dev.writ.schemas.event.ExecutionEvent;
import dev.writ.schemas.event.StreamStarted;
import dev.writ.schemas.event.TokenEvent;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
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
    private final RunningStreams running = new RunningStreams();

    /**
     * Where a reader stands that is told what comes from now on.
     *
     * @param next of each partition that a feed has read anything of
     * @param running the streams that it may hear and that have not ended, all of which it follows now
     */
    record Now(Map<TopicPartition, Long> next, List<OpenStream> running) {}

    /** Whether nobody listens: then what is at this place has been seen, and need not be brought here. */
    boolean passes(TopicPartition place, long offset) {
        lock.lock();
        try {
            if (byUser.isEmpty()) {
                see(place, offset);
            }
            return byUser.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void observe(TokenEvent event, int partition, long offset) {
        TopicPartition place = new TopicPartition(Topics.TOKENS.name(), partition);
        lock.lock();
        try {
            see(place, offset);
            running.note(event, partition, offset);
            String id = event.getExecutionId();
            if (event.getBody() instanceof StreamStarted started) {
                of(started.getUserId()).stream()
                        .filter(subscription -> subscription.audience().mayHear(started))
                        .forEach(subscription -> follow(subscription, id));
            }
            Set<PushSubscription> followers = byExecution.getOrDefault(id, Set.of());
            hand(followers, _ -> true, event, id, place, offset);
            if (RunningStreams.isEnd(event)) {
                byExecution.remove(id);
            }
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

    /** An execution has ended: so has its stream, also if its last token never comes. */
    public void finished(ExecutionEvent event) {
        String id = event.getExecutionId();
        lock.lock();
        try {
            running.remove(id);
            hand(byExecution.getOrDefault(id, Set.of()), _ -> true, event, id, PushRecord.NOWHERE, 0);
        } finally {
            lock.unlock();
        }
    }

    /** Begins to listen; to be followed by {@link #leave}. */
    void join(PushSubscription subscription) {
        lock.lock();
        try {
            byUser.computeIfAbsent(subscription.audience().userId(), _ -> new HashSet<>())
                    .add(subscription);
        } finally {
            lock.unlock();
        }
    }

    /** Has a subscription that has joined hear the streams that run; what is not told here is or will be in its queue. */
    Now beginNow(PushSubscription subscription) {
        lock.lock();
        try {
            List<OpenStream> open = running.of(subscription.audience());
            open.forEach(stream -> follow(subscription, stream.executionId()));
            return new Now(Map.copyOf(seen), open);
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
