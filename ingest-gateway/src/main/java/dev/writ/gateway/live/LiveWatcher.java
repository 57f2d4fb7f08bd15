package dev.writ.gateway.live;

import dev.writ.gateway.http.EventSource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One who watches. Events are written out on its own thread. One that lets its queue run full is cut: it gets what is in it, and then
 * comes back.
 */
final class LiveWatcher implements EventSource {

    static final int CAPACITY = 2_048;

    private final Queue<Supplier<Event>> first = new ArrayDeque<>();
    private final BlockingQueue<Supplier<Event>> queue = new ArrayBlockingQueue<>(CAPACITY);
    private final Consumer<LiveWatcher> onClose;
    private volatile boolean cut;

    /** @param onClose run when it goes */
    LiveWatcher(Consumer<LiveWatcher> onClose) {
        this.onClose = onClose;
    }

    /** Adds what it is told first; before it is handed to its own thread. */
    void begin(Supplier<Event> event) {
        first.add(event);
    }

    /** Hands over without waiting. */
    void offer(Supplier<Event> event) {
        if (!cut && !queue.offer(event)) {
            cut = true;
        }
    }

    @Override
    public Step next(Duration wait) throws InterruptedException {
        Supplier<Event> kept = first.poll();
        if (kept != null) {
            return kept.get();
        }
        Supplier<Event> event = queue.poll(cut ? 0 : wait.toNanos(), TimeUnit.NANOSECONDS);
        if (event != null) {
            return event.get();
        }
        return cut ? new End() : new Silence();
    }

    @Override
    public void close() {
        onClose.accept(this);
    }
}
