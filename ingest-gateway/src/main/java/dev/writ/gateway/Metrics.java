package dev.writ.gateway;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.function.Supplier;

/**
 * Where the gateway counts, and what it serves at /metrics.
 *
 * @param registry takes the gateway's meters; other roles of the process may share it
 * @param exposition all meters in the text format of Prometheus
 */
public record Metrics(MeterRegistry registry, Supplier<String> exposition) {

    /** Counts for nobody. */
    public static Metrics unserved() {
        return new Metrics(new SimpleMeterRegistry(), () -> "");
    }
}
