package dev.writ.launcher.management;

import dev.writ.launcher.console.RefusedException;
import dev.writ.telemetry.Tracing;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmInfoMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Map;
import java.util.stream.Stream;

/** The metrics and traces of this process: one registry for all its roles, with the metrics of the Java virtual machine. */
public final class Telemetry implements AutoCloseable {

    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, new PrometheusRegistry(), Clock.SYSTEM);
    private final JvmGcMetrics collector = new JvmGcMetrics();
    private final Traces traces;

    /** A registry that measures the process from now on; no traces. */
    public Telemetry() {
        this(Map.of(), "writ");
    }

    /**
     * A registry that measures the process from now on, and traces if OpenTelemetry's variables ask for them.
     *
     * @param service what traces call the process, unless the environment names it
     * @throws RefusedException if one of these variables has a value that cannot be used
     */
    public Telemetry(Map<String, String> environment, String service) {
        this.traces = Traces.open(environment, service);
        Stream.of(
                        collector,
                        new ClassLoaderMetrics(),
                        new JvmInfoMetrics(),
                        new JvmMemoryMetrics(),
                        new JvmThreadMetrics(),
                        new ProcessorMetrics(),
                        new FileDescriptorMetrics(),
                        new UptimeMetrics())
                .forEach(binder -> binder.bindTo(registry));
    }

    /** Takes meters. */
    public PrometheusMeterRegistry registry() {
        return registry;
    }

    /** Takes spans. */
    public Tracing tracing() {
        return traces.tracing();
    }

    @Override
    public void close() {
        traces.close();
        collector.close();
        registry.close();
    }
}
