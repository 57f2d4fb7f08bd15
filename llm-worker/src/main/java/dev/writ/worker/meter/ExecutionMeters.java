package dev.writ.worker.meter;

import dev.writ.schemas.event.ExecutionStatus;
import dev.writ.telemetry.PerConstant;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** The meters of the executions that this worker brings to their end. */
public final class ExecutionMeters {

    private final Counter attempts;
    private final PerConstant<ExecutionStatus, Counter> ended;

    /** Over the worker's registry. */
    public ExecutionMeters(MeterRegistry meters) {
        this.attempts = Counter.builder("writ.worker.attempts")
                .description("Attempts at executions that called a provider, or tried to")
                .register(meters);
        this.ended = new PerConstant<>(
                ExecutionStatus.class,
                status -> Counter.builder("writ.worker.executions.ended")
                        .description("Ends of executions that were published, repetitions included")
                        .tag("status", PerConstant.word(status))
                        .register(meters));
    }

    /** An attempt begins. */
    public void attempt() {
        attempts.increment();
    }

    /** The end of an execution is durable. */
    public void ended(ExecutionStatus status) {
        ended.of(status).increment();
    }
}
