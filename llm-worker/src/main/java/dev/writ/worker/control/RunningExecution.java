package dev.writ.worker.control;

import dev.writ.schemas.event.CompletionRequested;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** An execution that a worker has in hand, and the one stop that ends it, if any. Safe for use by several threads. */
public final class RunningExecution implements AutoCloseable {

    private final CompletionRequested request;
    private final Consumer<RunningExecution> onClose;
    private final CompletableFuture<Stop> stopped = new CompletableFuture<>();

    RunningExecution(CompletionRequested request, Consumer<RunningExecution> onClose) {
        this.request = request;
        this.onClose = onClose;
    }

    /** An execution that only its holder stops. */
    public static RunningExecution alone(CompletionRequested request) {
        return new RunningExecution(request, ended -> {});
    }

    CompletionRequested request() {
        return request;
    }

    /** Ends it, unless something has before: the first stop counts. Runs what waits for it on the calling thread. */
    void stop(Stop cause) {
        boolean _ = stopped.complete(cause);
    }

    /** The stop that came. */
    public Optional<Stop> stop() {
        return stopped.isDone() ? Optional.of(stopped.join()) : Optional.empty();
    }

    /** Completes with the first stop; never exceptionally, and never without one. */
    public CompletableFuture<Stop> stopped() {
        return stopped;
    }

    /** It is no longer in hand; later stops do not reach it. */
    @Override
    public void close() {
        onClose.accept(this);
    }
}
