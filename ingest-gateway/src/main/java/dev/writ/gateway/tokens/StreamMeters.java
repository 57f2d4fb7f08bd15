package dev.writ.gateway.tokens;

import dev.writ.telemetry.Buckets;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;

/** The meters of streams that are read by who asked for them, from their beginning. */
public final class StreamMeters {

    private final Timer firstPieces;
    private final Timer overheads;

    /** Over the gateway's registry. */
    public StreamMeters(MeterRegistry meters) {
        this.firstPieces = Buckets.waiting("writ.stream.first.token")
                .description("Time from a request's head to the first piece of its answer on the wire")
                .register(meters);
        this.overheads = Buckets.waiting("writ.stream.overhead")
                .description("The same, less the time that the provider took for it")
                .register(meters);
    }

    /**
     * The same narration, measured.
     *
     * @param began when the request came, by {@link System#nanoTime}
     */
    public Narration measure(Narration narration, long began) {
        return new MeasuredNarration(narration, this, began, System::nanoTime);
    }

    void first(long nanos) {
        firstPieces.record(nanos, TimeUnit.NANOSECONDS);
    }

    void overhead(long nanos) {
        overheads.record(nanos, TimeUnit.NANOSECONDS);
    }
}
