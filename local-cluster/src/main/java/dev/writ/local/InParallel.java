package dev.writ.local;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Steps that do not need each other, on a virtual thread each. */
public final class InParallel {

    private InParallel() {}

    /** Back when all steps have ended; throws the failure of the first that failed, the others' suppressed in it. */
    public static void run(List<Runnable> steps) {
        RuntimeException failure = null;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running =
                    steps.stream().<Future<?>>map(threads::submit).toList();
            for (Future<?> step : running) {
                RuntimeException next = failureOf(step);
                if (failure == null) {
                    failure = next;
                } else if (next != null) {
                    failure.addSuppressed(next);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private static @Nullable RuntimeException failureOf(Future<?> step) {
        try {
            step.get();
            return null;
        } catch (ExecutionException e) {
            return e.getCause() instanceof RuntimeException cause
                    ? cause
                    : new LocalClusterException("A part failed: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new LocalClusterException("interrupted", e);
        }
    }
}
