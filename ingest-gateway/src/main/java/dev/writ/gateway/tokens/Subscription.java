package dev.writ.gateway.tokens;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A reader's bounded queue. A reader that lets it run full is cut: it gets what is in it, and then comes back. */
final class Subscription {

    private static final int CAPACITY = 2_048;

    private final BlockingQueue<Signal> queue = new ArrayBlockingQueue<>(CAPACITY);
    private volatile boolean cut;

    /** Hands over without waiting. */
    void offer(Signal signal) {
        if (!cut && !queue.offer(signal)) {
            cut = true;
        }
    }

    /** The next signal; null if none comes in time, and at once if none can come. */
    @Nullable
    Signal poll(Duration wait) throws InterruptedException {
        return queue.poll(cut ? 0 : wait.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Whether something is missing behind what is in the queue. */
    boolean isCut() {
        return cut && queue.isEmpty();
    }
}
