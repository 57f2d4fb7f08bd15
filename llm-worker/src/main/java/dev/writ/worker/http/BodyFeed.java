package dev.writ.worker.http;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A response body that its reader takes piece by piece, each within a time of its own: the JDK's body streams know no read
 * timeout. The next piece is asked for only when the last one has been taken, so a slow reader holds the server back.
 */
final class BodyFeed implements BodySubscriber<BodyFeed> {

    /** What the body does next. */
    sealed interface Signal {
        /** More bytes. */
        record Bytes(List<ByteBuffer> buffers) implements Signal {}

        /** The end, as the protocol marks it. */
        record End() implements Signal {}

        /** The connection broke. */
        record Broken(Throwable cause) implements Signal {}
    }

    private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
    private volatile Flow.@Nullable Subscription subscription;
    private volatile boolean cancelled;

    /** The next signal; null if none comes within the time. */
    @Nullable
    Signal next(Duration within) throws InterruptedException {
        Signal signal = signals.poll(Math.max(0, within.toNanos()), TimeUnit.NANOSECONDS);
        Flow.Subscription source = subscription;
        if (signal instanceof Signal.Bytes && source != null) {
            source.request(1);
        }
        return signal;
    }

    /**
     * Lets the body come to its own end, so that its connection can serve again; gives it up if it does not within the time.
     * Returns at once.
     */
    void finish(Duration within) {
        Deadline end = Deadline.in(within);
        Thread.ofVirtual().name("writ-body-end").start(() -> {
            try {
                Signal signal = next(end.left());
                while (signal instanceof Signal.Bytes) {
                    signal = next(end.left());
                }
                if (signal == null) {
                    cancel();
                }
            } catch (InterruptedException e) {
                cancel();
                Thread.currentThread().interrupt();
            }
        });
    }

    /** Gives the rest up and closes the connection. */
    void cancel() {
        cancelled = true;
        Flow.Subscription source = subscription;
        if (source != null) {
            source.cancel();
        }
    }

    /** Itself, at once: the body is there before its bytes. */
    @Override
    public CompletionStage<BodyFeed> getBody() {
        return CompletableFuture.completedStage(this);
    }

    @Override
    public void onSubscribe(Flow.Subscription source) {
        subscription = source;
        if (cancelled) {
            source.cancel();
        } else {
            source.request(1);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        signals.add(new Signal.Bytes(buffers));
    }

    @Override
    public void onError(Throwable cause) {
        signals.add(new Signal.Broken(cause));
    }

    @Override
    public void onComplete() {
        signals.add(new Signal.End());
    }
}
