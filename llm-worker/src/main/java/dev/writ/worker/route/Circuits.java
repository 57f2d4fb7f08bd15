package dev.writ.worker.route;

import dev.writ.worker.provider.ModelRef;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One circuit for each provider and model, with its meters. Safe for use by several threads. */
final class Circuits {

    private static final Logger LOG = LoggerFactory.getLogger(Circuits.class);
    /** Models are named by clients; beyond this many, those of a provider share a circuit. */
    private static final int MOST = 200;

    private static final String OTHERS = "(other)";

    private final CircuitSettings settings;
    private final MeterRegistry meters;
    private final LongSupplier nanos;
    private final Map<ModelRef, Circuit> circuits = new ConcurrentHashMap<>();

    Circuits(CircuitSettings settings, MeterRegistry meters, LongSupplier nanos) {
        this.settings = settings;
        this.meters = meters;
        this.nanos = nanos;
    }

    Circuit of(ModelRef model) {
        return circuits.computeIfAbsent(known(model), this::create);
    }

    /** Counts an end by what it means for the circuit. */
    void failed(ModelRef model) {
        if (of(model).failed()) {
            LOG.warn("The circuit of {} at {} is open for {}", model.model(), model.provider(), settings.pause());
            opened(known(model)).increment();
        }
    }

    private ModelRef known(ModelRef model) {
        return circuits.containsKey(model) || circuits.size() < MOST ? model : new ModelRef(model.provider(), OTHERS);
    }

    private Circuit create(ModelRef model) {
        Circuit circuit = new Circuit(settings, nanos);
        Counter _ = opened(model); // Exported with 0 before it happens.
        Gauge.builder("writ.worker.circuit.state", circuit, Circuits::number)
                .description("0 closed, 1 half-open, 2 open")
                .tags(tags(model))
                .strongReference(true)
                .register(meters);
        return circuit;
    }

    private Counter opened(ModelRef model) {
        return Counter.builder("writ.worker.circuit.opened")
                .description("Circuits that opened, as a model of a provider failed too often in a row")
                .tags(tags(model))
                .register(meters);
    }

    private static int number(Circuit circuit) {
        return switch (circuit.state()) {
            case CLOSED -> 0;
            case HALF_OPEN -> 1;
            case OPEN -> 2;
        };
    }

    private static Tags tags(ModelRef model) {
        return Tags.of("provider", model.provider(), "model", model.model());
    }
}
