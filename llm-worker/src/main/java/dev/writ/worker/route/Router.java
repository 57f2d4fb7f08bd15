package dev.writ.worker.route;

import dev.writ.schemas.event.CompletionRequested;
import dev.writ.schemas.event.ToolCall;
import dev.writ.telemetry.Tracing;
import dev.writ.worker.meter.CallSpans;
import dev.writ.worker.meter.ModelMeters;
import dev.writ.worker.provider.CompletionProvider;
import dev.writ.worker.provider.DeltaSink;
import dev.writ.worker.provider.ErrorCode;
import dev.writ.worker.provider.ModelCall;
import dev.writ.worker.provider.ModelRef;
import dev.writ.worker.provider.ModelRunner;
import dev.writ.worker.provider.StreamOutcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Span;
import java.util.HashMap;
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
    private final ModelMeters models;
    private final CallSpans spans;
    private final LongSupplier nanos;
    private final Map<String, Counter> fallbacks = new HashMap<>();

    /**
     * @param runners by the names of providers, closed with this; each name of the table is one of them
     * @param nanos the monotonic clock, as {@link System#nanoTime}
     */
    public Router(
            RouteTable table,
            Map<String, ModelRunner> runners,
            CircuitSettings circuits,
            MeterRegistry meters,
            ModelMeters models,
            Tracing tracing,
            LongSupplier nanos) {
        this.table = table;
        this.runners = Map.copyOf(runners);
        this.circuits = new Circuits(circuits, meters, nanos);
        this.models = models;
        this.spans = new CallSpans(tracing);
        this.nanos = nanos;
        runners.keySet()
                .forEach(provider -> fallbacks.put(
                        provider,
                        Counter.builder("writ.worker.fallbacks")
                                .description("Calls of a provider because the one before it failed")
                                .tag("provider", provider)
                                .register(meters)));
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
                Objects.requireNonNull(fallbacks.get(route.provider())).increment();
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
        MeasuredSink measured = new MeasuredSink(sink, route, models, nanos);
        Span span = spans.start(route, call);
        String errorType = ErrorCode.PROVIDER_FAILED.word();
        boolean judged = false;
        try {
            StreamOutcome outcome = runner.complete(
                    new ModelCall(
                            call.request(),
                            route.model(),
                            call.attempt(),
                            Tracing.contextIn(span).orElse(null)),
                    measured);
            errorType = errorType(outcome);
            CallSpans.ended(span, outcome);
            if (Verdict.of(outcome) == Verdict.BAD && !runner.isInProcess()) {
                circuits.failed(route);
            } else {
                circuit.succeeded();
            }
            judged = true;
            return outcome;
        } catch (InterruptedException e) {
            errorType = ModelMeters.CANCELLED;
            throw e;
        } finally {
            measured.end(errorType);
            if (!errorType.equals(ModelMeters.NONE)) {
                Tracing.fail(span, errorType);
            }
            span.end();
            if (!judged) {
                circuit.abandoned();
            }
        }
    }

    private static String errorType(StreamOutcome outcome) {
        return switch (outcome) {
            case StreamOutcome.Completed _ -> ModelMeters.NONE;
            case StreamOutcome.Failed failed -> failed.code().word();
            case StreamOutcome.TimedOut late -> late.code().word();
        };
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
