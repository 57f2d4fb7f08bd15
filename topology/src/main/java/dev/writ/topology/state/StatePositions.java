package dev.writ.topology.state;

import dev.writ.schemas.ObservedPositions;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;

/**
 * How far this instance has read the topics behind its global stores, readable or not. Written by the global thread, awaited
 * by the stream threads; the global thread never waits for them, so a wait ends.
 */
public final class StatePositions {

    private final Set<String> topics;
    private final long patienceNanos;
    private final Map<TopicPartition, Long> offsets = new HashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();

    /**
     * @param topics the topics behind global stores; positions in others are not waited for
     * @param patience the longest wait for one request
     */
    public StatePositions(Set<String> topics, Duration patience) {
        this.topics = Set.copyOf(topics);
        this.patienceNanos = patience.toNanos();
    }

    /** A record of a global store's topic has been taken in, or given up. */
    public void reached(String topic, int partition, long offset) {
        lock.lock();
        try {
            offsets.merge(new TopicPartition(topic, partition), offset, Math::max);
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until this instance has seen as much, or patience ends.
     *
     * @return whether it has
     */
    public boolean await(ObservedPositions observed) {
        long left = patienceNanos;
        lock.lock();
        try {
            while (isBehind(observed)) {
                if (left <= 0) {
                    return false;
                }
                left = moved.awaitNanos(left);
            }
            return true;
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } finally {
            lock.unlock();
        }
    }

    private boolean isBehind(ObservedPositions observed) {
        return observed.offsets().entrySet().stream()
                .filter(entry -> topics.contains(entry.getKey().topic()))
                .anyMatch(entry -> offsets.getOrDefault(entry.getKey(), -1L) < entry.getValue());
    }
}
