package dev.writ.gateway.push;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A socket's bounded queue. A reader that lets it run full is cut: it gets what is in it, and then comes back. */
final class PushSubscription {

    private static final int CAPACITY = 2_048;

    private final Audience audience;
    private final BlockingQueue<PushRecord> queue = new ArrayBlockingQueue<>(CAPACITY);
    private volatile boolean cut;

    PushSubscription(Audience audience) {
        this.audience = audience;
    }

    Audience audience() {
        return audience;
    }

    /** Hands over without waiting. */
    void offer(PushRecord record) {
        if (!cut && !queue.offer(record)) {
            cut = true;
        }
    }

    /** The next record; null if none comes in time, and at once if none can come. */
    @Nullable
    PushRecord poll(Duration wait) throws InterruptedException {
        return queue.poll(cut ? 0 : wait.toNanos(), TimeUnit.NANOSECONDS);
    }

    boolean isEmpty() {
        return queue.isEmpty();
    }

    /** Whether something is missing behind what is in the queue. */
    boolean isCut() {
        return cut && queue.isEmpty();
    }
}
