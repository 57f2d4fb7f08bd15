package dev.writ.worker.stream;

import dev.writ.schemas.event.ToolCall;
import dev.writ.worker.control.Stop;
import dev.writ.worker.provider.CompletionProvider;
import dev.writ.worker.provider.DeltaSink;
import dev.writ.worker.provider.ErrorCode;
import dev.writ.worker.provider.ModelCall;
import dev.writ.worker.provider.ModelRef;
import dev.writ.worker.provider.StreamOutcome;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A provider's call on a virtual thread of its own; what it says is taken from a bounded queue. A stop goes past the bound,
 * so whoever brings it never waits.
 */
final class ProviderThread implements DeltaSink {

    private static final Logger LOG = LoggerFactory.getLogger(ProviderThread.class);
    /** Pieces that may wait for the writer; beyond, the provider waits. */
    private static final int MOST_WAITING = 256;

    /** What the provider says, or what ends it. */
    sealed interface Signal permits Delta, ToolWanted, Ended, Stopped {}

    /** Text, and when it came, in nanoseconds of the monotonic clock. */
    record Delta(String text, long at) implements Signal {}

    /** A tool call, by its index in the answer, and when it came. */
    record ToolWanted(int index, ToolCall call, long at) implements Signal {}

    /** The end; the last signal of the provider's. */
    record Ended(StreamOutcome outcome) implements Signal {}

    /** The provider was told to stop. */
    record Stopped(Stop cause) implements Signal {}

    private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
    private final Semaphore room = new Semaphore(MOST_WAITING);
    private final Thread thread;
    private volatile @Nullable ModelRef called;

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
        Signal next = signals.poll(nanos, TimeUnit.NANOSECONDS);
        if (next instanceof Delta || next instanceof ToolWanted) {
            room.release();
        }
        return next;
    }

    /** Who was called last; empty if nobody was, or the provider did not say. */
    Optional<ModelRef> called() {
        return Optional.ofNullable(called);
    }

    /** Has the call given up and says so in its place among the signals; for any thread, and never waits. */
    void halt(Stop cause) {
        thread.interrupt();
        signals.add(new Stopped(cause));
    }

    /** Ends the call if it still runs, and returns when it has ended. */
    void stop() throws InterruptedException {
        thread.interrupt();
        thread.join();
    }

    @Override
    public void accept(String text) throws InterruptedException {
        put(new Delta(text, System.nanoTime()));
    }

    @Override
    public void toolCall(int index, ToolCall call) throws InterruptedException {
        put(new ToolWanted(index, call, System.nanoTime()));
    }

    @Override
    public void calling(ModelRef model) {
        called = model;
    }

    /** What came before a stop is kept, also where it had no room. */
    private void put(Signal said) throws InterruptedException {
        try {
            room.acquire();
        } finally {
            signals.add(said);
        }
    }

    private void run(CompletionProvider provider, ModelCall call) {
        try {
            signals.add(new Ended(outcome(provider, call)));
        } catch (InterruptedException e) {
            LOG.debug("The call for execution {} was given up", call.request().getExecutionId());
            Thread.currentThread().interrupt();
        }
    }

    private StreamOutcome outcome(CompletionProvider provider, ModelCall call) throws InterruptedException {
        try {
            return provider.complete(call, this);
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
