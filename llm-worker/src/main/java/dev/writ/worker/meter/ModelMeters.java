package dev.writ.worker.meter;

import dev.writ.schemas.event.Usage;
import dev.writ.telemetry.BoundedNames;
import dev.writ.telemetry.Buckets;
import dev.writ.worker.provider.ModelRef;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;

/**
 * The meters of model calls, by the names, labels and bounds of OpenTelemetry's conventions for generative AI. What they leave out
 * where there is none, as {@code error.type}, is "none" here, since a metric of Prometheus always has the same labels.
 */
public final class ModelMeters {

    /** The error type of a call that was stopped before its end. */
    public static final String CANCELLED = "cancelled";

    /** The error type of a call without an error. */
    public static final String NONE = "none";

    private static final int MOST_MODELS = 100;

    private final MeterProvider<Timer> calls;
    private final MeterProvider<Timer> firstChunks;
    private final MeterProvider<DistributionSummary> tokens;
    private final BoundedNames models = new BoundedNames(MOST_MODELS);

    /** Over the worker's registry: one for all of the worker, so that it has one bound of model names. */
    public ModelMeters(MeterRegistry meters) {
        this.calls = Buckets.millis(
                        "gen_ai.client.operation.duration",
                        10,
                        20,
                        40,
                        80,
                        160,
                        320,
                        640,
                        1_280,
                        2_560,
                        5_120,
                        10_240,
                        20_480,
                        40_960,
                        81_920)
                .description("Time of a call of a model at a provider, repeated calls of the same one included")
                .withRegistry(meters);
        this.firstChunks = Buckets.millis(
                        "gen_ai.client.operation.time_to_first_chunk",
                        1,
                        5,
                        10,
                        20,
                        40,
                        60,
                        80,
                        100,
                        250,
                        500,
                        750,
                        1_000,
                        2_500,
                        5_000,
                        7_500,
                        10_000)
                .description("Time from the call of a model to the first piece of its answer")
                .withRegistry(meters);
        this.tokens = DistributionSummary.builder("gen_ai.client.token.usage")
                .serviceLevelObjectives(
                        1,
                        4,
                        16,
                        64,
                        256,
                        1_024,
                        4_096,
                        16_384,
                        65_536,
                        262_144,
                        1_048_576,
                        4_194_304,
                        16_777_216,
                        67_108_864)
                .description(
                        "Tokens of an attempt at an execution, as the provider counted or the worker estimated them")
                .withRegistry(meters);
    }

    /**
     * A call has ended.
     *
     * @param errorType a stable word, {@link #CANCELLED} or {@link #NONE}
     */
    public void called(ModelRef model, long nanos, String errorType) {
        calls.withTags(labels(model).and("error.type", errorType)).record(nanos, TimeUnit.NANOSECONDS);
    }

    /** The first piece of an answer has come. */
    public void answered(ModelRef model, long nanos) {
        firstChunks.withTags(labels(model)).record(nanos, TimeUnit.NANOSECONDS);
    }

    /** An attempt took these tokens. */
    public void used(ModelRef model, Usage usage) {
        used(model, "input", usage.getInputTokens());
        used(model, "output", usage.getOutputTokens());
    }

    private void used(ModelRef model, String type, int count) {
        tokens.withTags(labels(model).and("gen_ai.token.type", type)).record(count);
    }

    private Tags labels(ModelRef model) {
        return Tags.of(
                "gen_ai.operation.name",
                "chat",
                "gen_ai.provider.name",
                model.provider(),
                "gen_ai.request.model",
                models.of(model.model()));
    }
}
