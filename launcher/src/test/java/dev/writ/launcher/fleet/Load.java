package dev.writ.launcher.fleet;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** Requests at a fixed rate, however long each takes: chats that are followed to their end, and canvases. */
final class Load implements AutoCloseable {

    private static final long CHAT_EVERY_MS = 250;
    private static final long CANVAS_EVERY_MS = 125;
    private static final long ALL_DONE_WITHIN_S = 60;

    private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Future<Exchanged>> requests = new ConcurrentHashMap<>();
    private final AtomicInteger number = new AtomicInteger();

    private Load() {}

    static Load start(FleetClient client) {
        Load load = new Load();
        var _ = load.clock.scheduleAtFixedRate(
                () -> load.ask("chat-", client::chat), 0, CHAT_EVERY_MS, TimeUnit.MILLISECONDS);
        var _ = load.clock.scheduleAtFixedRate(
                () -> load.ask("canvas-", client::present), 0, CANVAS_EVERY_MS, TimeUnit.MILLISECONDS);
        return load;
    }

    private interface Ask {
        Exchanged ask(String key) throws IOException, InterruptedException;
    }

    private void ask(String kind, Ask ask) {
        String key = kind + number.incrementAndGet();
        Callable<Exchanged> task = () -> ask.ask(key);
        requests.put(key, threads.submit(task));
    }

    /** How many requests have been sent. */
    int sent() {
        return number.get();
    }

    /** How many requests have been followed to their end. */
    long done() {
        return requests.values().stream().filter(Future::isDone).count();
    }

    /** Sends no more, and waits for the end of those that were sent. */
    List<Exchanged> finish() throws InterruptedException, ExecutionException, TimeoutException {
        clock.shutdown();
        if (!clock.awaitTermination(1, TimeUnit.SECONDS)) {
            throw new TimeoutException("the clock of the load goes on");
        }
        List<Exchanged> all = new ArrayList<>();
        for (Future<Exchanged> request : requests.values()) {
            all.add(request.get(ALL_DONE_WITHIN_S, TimeUnit.SECONDS));
        }
        return all;
    }

    @Override
    public void close() {
        clock.shutdownNow();
        threads.shutdownNow();
    }
}
