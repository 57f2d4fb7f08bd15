package dev.writ.worker;

import dev.writ.schemas.event.CompletionRequested;
import dev.writ.worker.provider.CompletionProvider;
import dev.writ.worker.provider.DeltaSink;
import dev.writ.worker.provider.ModelCall;
import dev.writ.worker.provider.ModelRef;
import dev.writ.worker.provider.StreamOutcome;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

/** Says the same few words to everyone, and holds the end back, of all or of one model's completions, until it may come. */
final class GatedProvider implements CompletionProvider {

    static final String GATED_MODEL = "gated";

    private final CountDownLatch gate = new CountDownLatch(1);
    private final Queue<String> calls = new ConcurrentLinkedQueue<>();

    /** Lets all ends come. */
    void open() {
        gate.countDown();
    }

    /** The executions it was called for, in order. */
    List<String> calls() {
        return List.copyOf(calls);
    }

    @Override
    public ModelRef plan(CompletionRequested request) {
        return new ModelRef("gated", request.getModel().orElse("simulated"));
    }

    @Override
    public StreamOutcome complete(ModelCall call, DeltaSink sink) throws InterruptedException {
        calls.add(call.request().getExecutionId());
        sink.accept("Grüße, ");
        sink.accept("world ");
        if (call.model().equals(GATED_MODEL)) {
            gate.await();
        }
        sink.accept("🌍.");
        return new StreamOutcome.Completed("stop", null);
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}
