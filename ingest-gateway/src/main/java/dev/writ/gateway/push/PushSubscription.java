package dev.writ.gateway.push;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A socket's bounded queue. A reader that lets it run full is cut: it gets what is in it, and then comes back. */
final class PushSubscription {

    private static final int CAPACITY = 2_048;

    /** Canvases are large, so counting records is not enough. */
    private static final long MOST_BYTES = 16 * 1024 * 1024;

    private final Audience audience;
    private final BlockingQueue<PushRecord> queue = new ArrayBlockingQueue<>(CAPACITY);
    private final AtomicLong bytes = new AtomicLong();
    private volatile boolean cut;

    PushSubscription(Audience audience) {
        this.audience = audience;
    }

    Audience audience() {
        return audience;
    }

    /** Hands over without waiting. */
    void offer(PushRecord record) {
        if (!cut && (bytes.get() > MOST_BYTES || !queue.offer(record))) {
            cut = true;
        } else if (!cut) {
            bytes.addAndGet(record.bytes());
        }
    }

    /** The next record; null if none comes in time, and at once if none can come. */
    @Nullable
    PushRecord poll(Duration wait) throws InterruptedException {
        PushRecord record = queue.poll(cut ? 0 : wait.toNanos(), TimeUnit.NANOSECONDS);
        if (record != null) {
            bytes.addAndGet(-record.bytes());
        }
        return record;
    }

    boolean isEmpty() {
        return queue.isEmpty();
    }

    /** Whether something is missing behind what is in the queue. */
    boolean isCut() {
        return cut && queue.isEmpty();
    }
}
