package dev.writ.worker.meter;

import dev.writ.schemas.event.Usage;
import dev.writ.telemetry.Tracing;
import dev.writ.worker.provider.ModelCall;
import dev.writ.worker.provider.ModelRef;
import dev.writ.worker.provider.StreamOutcome;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import java.util.List;

/** Spans of model calls, by OpenTelemetry's semantic conventions for generative AI; without any words of prompts and answers. */
public final class CallSpans {

    private static final AttributeKey<List<String>> FINISH_REASONS =
            AttributeKey.stringArrayKey("gen_ai.response.finish_reasons");

    private final Tracing tracing;

    /** Spans of one worker's calls. */
    public CallSpans(Tracing tracing) {
        this.tracing = tracing;
    }

    /** Begins the span of a call; one that takes everything and is nothing, if the call is not traced. */
    public Span start(ModelRef model, ModelCall call) {
        String parent = call.traceparent();
        if (parent == null || !tracing.isOn()) {
            return Span.getInvalid();
        }
        return tracing.start(SpanKind.CLIENT, "chat " + model.model(), parent)
                .setAttribute("gen_ai.operation.name", "chat")
                .setAttribute("gen_ai.provider.name", model.provider())
                .setAttribute("gen_ai.request.model", model.model())
                .setAttribute("gen_ai.request.max_tokens", call.request().getMaxTokens())
                .setAttribute("gen_ai.request.temperature", call.request().getTemperature())
                .setAttribute("writ.execution.id", call.request().getExecutionId())
                .setAttribute("writ.decision.id", call.request().getDecisionId())
                .setAttribute("writ.attempt", call.attempt());
    }

    /** Adds how it went. */
    public static void ended(Span span, StreamOutcome outcome) {
        Usage usage = outcome.usage();
        if (usage != null) {
            span.setAttribute("gen_ai.usage.input_tokens", usage.getInputTokens())
                    .setAttribute("gen_ai.usage.output_tokens", usage.getOutputTokens());
        }
        if (outcome instanceof StreamOutcome.Completed completed) {
            span.setAttribute(FINISH_REASONS, List.of(completed.finishReason()));
        }
    }
}
