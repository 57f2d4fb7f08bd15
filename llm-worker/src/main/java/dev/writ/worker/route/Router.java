package dev.writ.worker.route;

import dev.writ.schemas.event.CompletionRequested;
import dev.writ.schemas.event.ToolCall;
import dev.writ.worker.provider.CompletionProvider;
import dev.writ.worker.provider.DeltaSink;
import dev.writ.worker.provider.ErrorCode;
import dev.writ.worker.provider.ModelCall;
import dev.writ.worker.provider.ModelRef;
import dev.writ.worker.provider.ModelRunner;
import dev.writ.worker.provider.StreamOutcome;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Tries the routes of a request one after the other. The next one is tried only while nothing of an answer has been handed
 * on, and only where another provider may do better. A route whose circuit is open is left out.
 */
public final class Router implements CompletionProvider {

    private static final String NOBODY = "none";

    private final RouteTable table;
    private final Map<String, ModelRunner> runners;
    private final Circuits circuits;
    private final MeterRegistry meters;

    /**
     * @param runners by the names of providers, closed with this; each name of the table is one of them
     * @param nanos the monotonic clock, as {@link System#nanoTime}
     */
    public Router(
            RouteTable table,
            Map<String, ModelRunner> runners,
            CircuitSettings circuits,
            MeterRegistry meters,
            LongSupplier nanos) {
        this.table = table;
        this.runners = Map.copyOf(runners);
        this.circuits = new Circuits(circuits, meters, nanos);
        this.meters = meters;
    }

    @Override
    public ModelRef plan(CompletionRequested request) {
        return table.routesOf(request).stream()
                .findFirst()
                .orElseGet(() -> new ModelRef(NOBODY, table.modelOf(request).orElse(NOBODY)));
    }

    @Override
    public StreamOutcome complete(ModelCall call, DeltaSink sink) throws InterruptedException {
        var routes = table.routesOf(call.request());
        if (routes.isEmpty()) {
            return new StreamOutcome.Failed(ErrorCode.MODEL_UNKNOWN, "no provider runs the model " + call.model());
        }
        WatchedSink watched = new WatchedSink(sink);
        @Nullable StreamOutcome last = null;
        for (ModelRef route : routes) {
            Circuit circuit = circuits.of(route);
            if (!circuit.enter()) {
                continue;
            }
            if (last != null) {
                meters.counter("writ.worker.fallbacks", "provider", route.provider())
                        .increment();
            }
            StreamOutcome outcome = run(route, circuit, call, watched);
            if (watched.hasText || Verdict.of(outcome) != Verdict.BAD) {
                return outcome;
            }
            last = outcome;
        }
        return last != null
                ? last
                : new StreamOutcome.Failed(
                        ErrorCode.UPSTREAM_CIRCUIT_OPEN,
                        "every provider of the model " + call.model() + " has failed too often lately");
    }

    private StreamOutcome run(ModelRef route, Circuit circuit, ModelCall call, DeltaSink sink)
            throws InterruptedException {
        ModelRunner runner = Objects.requireNonNull(runners.get(route.provider()));
        boolean judged = false;
        try {
            StreamOutcome outcome = runner.complete(new ModelCall(call.request(), route.model(), call.attempt()), sink);
            if (Verdict.of(outcome) == Verdict.BAD && !runner.isInProcess()) {
                circuits.failed(route);
            } else {
                circuit.succeeded();
            }
            judged = true;
            return outcome;
        } finally {
            if (!judged) {
                circuit.abandoned();
            }
        }
    }

    @Override
    public void close() {
        runners.values().forEach(ModelRunner::close);
    }

    /** Hands all on, and knows whether anything of the answer was. */
    private static final class WatchedSink implements DeltaSink {
        private final DeltaSink sink;
        private boolean hasText;

        WatchedSink(DeltaSink sink) {
            this.sink = sink;
        }

        @Override
        public void accept(String text) throws InterruptedException {
            hasText = true;
            sink.accept(text);
        }

        @Override
        public void toolCall(int index, ToolCall call) throws InterruptedException {
            hasText = true;
            sink.toolCall(index, call);
        }

        @Override
        public void calling(ModelRef model) {
            sink.calling(model);
        }
    }
}
