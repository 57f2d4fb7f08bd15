package dev.writ.telemetry;

import dev.writ.schemas.Ids;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.Context;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Spans in the traces that records and requests carry as a W3C {@code traceparent} of version 00. Where it is off, which is the
 * default, nothing is made, and a trace context passes on as it came. Nothing is kept in the current thread. For any thread.
 */
public final class Tracing {

    /** No spans. */
    public static final Tracing OFF = new Tracing(TracerProvider.noop(), "writ", id -> {}, false);

    private static final String PREFIX = "00-";
    private static final int TRACE_ID = PREFIX.length();
    private static final int SPAN_ID = TRACE_ID + 33;
    private static final int FLAGS = SPAN_ID + 17;

    private final TracerProvider provider;
    private final Consumer<String> nextSpanId;
    private final boolean on;
    private final Tracer tracer;

    private Tracing(TracerProvider provider, String name, Consumer<String> nextSpanId, boolean on) {
        this.provider = provider;
        this.nextSpanId = nextSpanId;
        this.on = on;
        this.tracer = provider.get(name);
    }

    /**
     * Spans to a provider.
     *
     * @param nextSpanId takes the id of the span that the calling thread makes next
     */
    public static Tracing to(TracerProvider provider, Consumer<String> nextSpanId) {
        return new Tracing(provider, "writ", nextSpanId, true);
    }

    /** The spans of one role, such as gateway: so are they told apart where several run in one process. */
    public Tracing of(String role) {
        return on ? new Tracing(provider, "writ-" + role, nextSpanId, true) : this;
    }

    /** Whether spans are made. */
    public boolean isOn() {
        return on;
    }

    /** Begins a span in the parent's trace; one that is not valid, and takes everything, where tracing is off. */
    public Span start(SpanKind kind, String name, String parent) {
        return on ? builder(kind, name).setParent(contextOf(parent)).startSpan() : Span.getInvalid();
    }

    /** Begins a span in the parent's trace, or a trace of its own. */
    public Span start(SpanKind kind, String name, Optional<String> parent) {
        if (!on) {
            return Span.getInvalid();
        }
        SpanBuilder span = builder(kind, name);
        parent.ifPresentOrElse(context -> span.setParent(contextOf(context)), span::setNoParent);
        return span.startSpan();
    }

    /**
     * Tells of a span that is over.
     *
     * @param id of {@link #spanId}
     */
    public void tell(
            SpanKind kind, String name, String id, String parent, Instant from, Instant until, Attributes attributes) {
        if (on) {
            SpanBuilder span = builder(kind, name)
                    .setParent(contextOf(parent))
                    .setStartTimestamp(from)
                    .setAllAttributes(attributes);
            nextSpanId.accept(id);
            span.startSpan().end(until);
        }
    }

    /** Marks a span as failed. */
    public static void fail(Span span, String errorType) {
        span.setAttribute("error.type", errorType).setStatus(StatusCode.ERROR);
    }

    /** The context of what happens within a span; the other one if the span is not valid. */
    public static String contextIn(Span span, String otherwise) {
        return contextIn(span).orElse(otherwise);
    }

    /** The context of what happens within a span; empty if it is not valid. */
    public static Optional<String> contextIn(Span span) {
        SpanContext context = span.getSpanContext();
        return context.isValid()
                ? Optional.of(PREFIX + context.getTraceId() + "-" + context.getSpanId() + "-"
                        + context.getTraceFlags().asHex())
                : Optional.empty();
    }

    /** The context of what happens within a span of this id in the parent's trace. */
    public static String contextIn(String spanId, String parent) {
        return parent.substring(0, SPAN_ID) + spanId + parent.substring(FLAGS - 1);
    }

    /** A span's id that follows from what the span is about: whatever is done again is the same span. */
    public static String spanId(String about) {
        String hash = Ids.sha256Hex(about.getBytes(StandardCharsets.UTF_8));
        return hash.substring(0, FLAGS - 1 - SPAN_ID);
    }

    private SpanBuilder builder(SpanKind kind, String name) {
        return tracer.spanBuilder(name).setSpanKind(kind);
    }

    private static Context contextOf(String traceparent) {
        return Context.root()
                .with(Span.wrap(SpanContext.createFromRemoteParent(
                        traceparent.substring(TRACE_ID, SPAN_ID - 1),
                        traceparent.substring(SPAN_ID, FLAGS - 1),
                        TraceFlags.fromHex(traceparent, FLAGS),
                        TraceState.getDefault())));
    }
}
