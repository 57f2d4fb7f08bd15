package dev.writ.worker.route;

import dev.writ.schemas.event.ToolCall;
import dev.writ.worker.meter.ModelMeters;
import dev.writ.worker.provider.DeltaSink;
import dev.writ.worker.provider.ModelRef;
import java.util.function.LongSupplier;

/** Hands one call's answer on, and measures when it begins and ends. For one thread. */
final class MeasuredSink implements DeltaSink {

    private final DeltaSink sink;
    private final ModelRef model;
    private final ModelMeters meters;
    private final LongSupplier nanos;
    private final long began;
    private boolean answered;

    /** @param nanos the monotonic clock, as {@link System#nanoTime}; the call begins now */
    MeasuredSink(DeltaSink sink, ModelRef model, ModelMeters meters, LongSupplier nanos) {
        this.sink = sink;
        this.model = model;
        this.meters = meters;
        this.nanos = nanos;
        this.began = nanos.getAsLong();
    }

    @Override
    public void accept(String text) throws InterruptedException {
        answer();
        sink.accept(text);
    }

    @Override
    public void toolCall(int index, ToolCall call) throws InterruptedException {
        answer();
        sink.toolCall(index, call);
    }

    @Override
    public void calling(ModelRef called) {
        sink.calling(called);
    }

    /** The call has ended; the type of its error as the meters have it. */
    void end(String errorType) {
        meters.called(model, nanos.getAsLong() - began, errorType);
    }

    private void answer() {
        if (!answered) {
            answered = true;
            meters.answered(model, nanos.getAsLong() - began);
        }
    }
}
