package dev.writ.gateway.state;

import dev.writ.schemas.ObservedPositions;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/**
 * The last record seen of each partition. Only records count, never the markers that transactions leave, because whoever
 * waits for these offsets sees records only.
 */
final class OffsetTracker {

    private final Map<TopicPartition, Long> seen = new ConcurrentHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();

    void see(TopicPartition partition, long offset) {
        seen.put(partition, offset);
    }

    /** Wakes those who wait; once for a batch. */
    void signal() {
        lock.lock();
        try {
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the offset, or a later one, was seen; false if it is not in time. */
    boolean await(TopicPartition partition, long offset, Duration timeout) throws InterruptedException {
        lock.lock();
        try {
            long left = timeout.toNanos();
            while (seen.getOrDefault(partition, -1L) < offset) {
                if (left <= 0) {
                    return false;
                }
                left = moved.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    ObservedPositions observed(Predicate<TopicPartition> wanted) {
        return new ObservedPositions(seen.entrySet().stream()
                .filter(entry -> wanted.test(entry.getKey()))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue)));
    }
}
