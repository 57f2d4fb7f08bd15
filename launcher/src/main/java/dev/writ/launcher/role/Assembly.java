package dev.writ.launcher.role;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Parts that start and stop together: the last one added stops first. But for {@link #troubles}, not for use by several threads. */
public final class Assembly implements AutoCloseable {

    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

    private final List<Part> parts = new CopyOnWriteArrayList<>();

    /** Adds what was started. */
    public void add(Part part) {
        parts.add(part);
    }

    /**
     * Starts parts at the same time, and adds those that did start, in the given order.
     *
     * @throws InterruptedException if the wait is interrupted
     * @throws RuntimeException the first failure, in the given order, after all have started or failed
     */
    public void addAll(List<Callable<Part>> starts) throws InterruptedException {
        List<Future<Part>> started;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            started = threads.invokeAll(starts);
        }
        RuntimeException failure = null;
        for (Future<Part> future : started) {
            try {
                parts.add(future.get());
            } catch (ExecutionException e) {
                failure = first(
                        failure, e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e));
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    /**
     * Waits until every part is ready.
     *
     * @throws InterruptedException if the wait is interrupted
     * @throws IllegalStateException if one is not ready in time, or has given up
     */
    public void awaitReady(Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        for (Part part : parts) {
            while (!part.isReady()) {
                Optional<String> givenUp = givenUp();
                if (givenUp.isPresent()) {
                    throw new IllegalStateException(givenUp.get());
                }
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException("the " + part.name() + " is not ready after " + limit.toSeconds()
                            + " s: " + part.troubles().get());
                }
                Thread.sleep(LOOK_AGAIN);
            }
        }
    }

    /** Why what does not work now does not, by the names of the parts and of what is in them. For any thread. */
    public Map<String, String> troubles() {
        Map<String, String> troubles = new TreeMap<>();
        for (Part part : parts) {
            part.troubles().get().forEach((name, trouble) -> troubles.put(part.name() + "." + name, trouble));
        }
        return troubles;
    }

    /** Which part has given up for good, and why, in one line; empty while none has. */
    public Optional<String> givenUp() {
        return parts.stream()
                .flatMap(part -> part.failure().get().stream()
                        .map(failure -> "the " + part.name() + " has given up: " + failure.getMessage()))
                .findFirst();
    }

    /**
     * Stops every part, also if one fails to.
     *
     * @throws RuntimeException the first failure, with the further ones
     */
    @Override
    public void close() {
        RuntimeException failure = null;
        for (Part part : parts.reversed()) {
            try {
                part.stop().run();
            } catch (RuntimeException e) {
                failure = first(failure, e);
            }
        }
        parts.clear();
        if (failure != null) {
            throw failure;
        }
    }

    private static RuntimeException first(@Nullable RuntimeException earlier, RuntimeException next) {
        if (earlier == null) {
            return next;
        }
        earlier.addSuppressed(next);
        return earlier;
    }
}
