package dev.writ.worker.stream;

import dev.writ.worker.provider.CompletionProvider;
import dev.writ.worker.provider.ErrorCode;
import dev.writ.worker.provider.ModelCall;
import dev.writ.worker.provider.StreamOutcome;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A provider's call on a virtual thread of its own; what it says is taken from a bounded queue. */
final class ProviderThread {

    private static final Logger LOG = LoggerFactory.getLogger(ProviderThread.class);
    /** Deltas that may wait for the writer; beyond, the provider waits. */
    private static final int MOST_WAITING = 256;

    /** What the provider says. */
    sealed interface Signal permits Delta, Ended {}

    /** Text, and when it came, in nanoseconds of the monotonic clock. */
    record Delta(String text, long at) implements Signal {}

    /** The end; the last signal. */
    record Ended(StreamOutcome outcome) implements Signal {}

    private final BlockingQueue<Signal> signals = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Thread thread;

    private ProviderThread(CompletionProvider provider, ModelCall call) {
        this.thread = Thread.ofVirtual()
                .name("writ-provider-" + call.request().getExecutionId())
                .unstarted(() -> run(provider, call));
    }

    static ProviderThread start(CompletionProvider provider, ModelCall call) {
        ProviderThread started = new ProviderThread(provider, call);
        started.thread.start();
        return started;
    }

    /** The next signal; null if none comes within the time. */
    @Nullable
    Signal next(long nanos) throws InterruptedException {
        return signals.poll(nanos, TimeUnit.NANOSECONDS);
    }

    /** Ends the call if it still runs, and returns when it has ended. */
    void stop() throws InterruptedException {
        thread.interrupt();
        thread.join();
    }

    private void run(CompletionProvider provider, ModelCall call) {
        try {
            signals.put(new Ended(outcome(provider, call)));
        } catch (InterruptedException e) {
            LOG.debug("The call for execution {} was given up", call.request().getExecutionId());
            Thread.currentThread().interrupt();
        }
    }

    private StreamOutcome outcome(CompletionProvider provider, ModelCall call) throws InterruptedException {
        try {
            return provider.complete(call, text -> signals.put(new Delta(text, System.nanoTime())));
        } catch (RuntimeException | Error e) {
            LOG.error(
                    "The provider of {} failed on execution {}",
                    call.model(),
                    call.request().getExecutionId(),
                    e);
            return new StreamOutcome.Failed(
                    ErrorCode.PROVIDER_FAILED,
                    "the provider's code failed: " + e.getClass().getName());
        }
    }
}
