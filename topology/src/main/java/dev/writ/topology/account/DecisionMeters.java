package dev.writ.topology.account;

import dev.writ.schemas.event.ActionDecided;
import dev.writ.schemas.event.CacheResult;
import dev.writ.schemas.event.DecisionMode;
import dev.writ.schemas.event.RequestKind;
import dev.writ.telemetry.Buckets;
import dev.writ.telemetry.PerConstant;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** The meters of decisions. */
final class DecisionMeters {

    private final MeterRegistry meters;
    private final InstantSource clock;
    private final Map<DecisionLabels, Counter> decisions = new ConcurrentHashMap<>();
    private final PerConstant<RequestKind, Timer> durations;
    private final PerConstant<CacheResult, Counter> gets;

    DecisionMeters(MeterRegistry meters, InstantSource clock) {
        this.meters = meters;
        this.clock = clock;
        this.durations = new PerConstant<>(
                RequestKind.class,
                kind -> Buckets.waiting("writ.decision.duration")
                        .description("Time from a request's record in Kafka to the commit of its decision")
                        .tag("kind", PerConstant.word(kind))
                        .register(meters));
        this.gets = new PerConstant<>(
                CacheResult.class,
                result -> Counter.builder("writ.decision.cache.gets")
                        .description("Checks that the decision cache was asked for")
                        .tag("result", PerConstant.word(result))
                        .register(meters));
    }

    /** A decision is committed. One made in degraded mode asks no cache. */
    void decided(ActionDecided decision) {
        decisions.computeIfAbsent(DecisionLabels.of(decision), this::counter).increment();
        long millis = clock.millis() - decision.getDecidedAt().toEpochMilli();
        durations.of(decision.getKind()).record(Math.max(0, millis), TimeUnit.MILLISECONDS);
        if (decision.getCheck().getMode() != DecisionMode.DEGRADED) {
            gets.of(decision.getCheck().getCache()).increment();
        }
    }

    private Counter counter(DecisionLabels labels) {
        // With its suffix, which Prometheus would add: without it, it is the name of a topic.
        return Counter.builder("writ.decisions.total")
                .description("Decisions that are committed; the reason is why the rule does not allow it")
                .tags(labels.tags())
                .register(meters);
    }
}
