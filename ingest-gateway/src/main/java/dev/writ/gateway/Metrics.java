package dev.writ.gateway;

import dev.writ.telemetry.Tracing;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.function.Supplier;

/**
 * Where the gateway counts and traces, and what it serves at /metrics.
 *
 * @param registry takes the gateway's meters; other roles of the process may share it
 * @param exposition all meters in the text format of Prometheus
 * @param tracing takes the gateway's spans
 */
public record Metrics(MeterRegistry registry, Supplier<String> exposition, Tracing tracing) {

    /** Without traces. */
    public Metrics(MeterRegistry registry, Supplier<String> exposition) {
        this(registry, exposition, Tracing.OFF);
    }

    /** Counts for nobody. */
    public static Metrics unserved() {
        return new Metrics(new SimpleMeterRegistry(), () -> "");
    }
}
