package dev.writ.worker.meter;

import dev.writ.feed.RecordReader;
import dev.writ.schemas.event.ActionDecided;
import dev.writ.schemas.event.CompletionRequested;
import dev.writ.schemas.event.RequestKind;
import dev.writ.schemas.event.Verdict;
import dev.writ.schemas.serde.AvroDeserializer;
import dev.writ.schemas.serde.SchemaRegistryClient;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares each attempt that calls a model with the decision that must have let it run. An attempt is governed if writ.decisions
 * holds that decision, ungoverned if it holds another answer, or none within a minute in which it was read. What may have been
 * decided before this worker began to read is then unverified instead. It watches and does not hold up any call, since
 * completion and decision come out of one transaction, in either order. Safe for use by several threads.
 */
public final class CallWatch implements RecordReader {

    private static final Logger LOG = LoggerFactory.getLogger(CallWatch.class);
    private static final int MOST_REMEMBERED = 50_000;
    private static final long PATIENCE_NANOS = Duration.ofMinutes(1).toNanos();
    /** A poll returns after a second at the latest: with more between two of them, nothing could be read. */
    private static final long STANDSTILL_NANOS = Duration.ofSeconds(10).toNanos();
    /** Clocks of brokers and of this machine may differ. */
    private static final long CLOCK_MARGIN_MILLIS = 10_000;

    private static final String NOBODY = "";

    private final AvroDeserializer<ActionDecided> deserializer;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private final Counter governed;
    private final Counter ungoverned;
    private final Counter unverified;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Waiting> waiting = new HashMap<>();
    /** By decision, the latest ones. */
    private final Map<String, Let> decided = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Let> eldest) {
            boolean tooMany = size() > MOST_REMEMBERED;
            if (tooMany) {
                verifiableFrom = Math.max(verifiableFrom, eldest.getValue().timestamp + CLOCK_MARGIN_MILLIS);
            }
            return tooMany;
        }
    };

    /** Decisions before this time of their records, in milliseconds since 1970, were not read, or are forgotten. */
    private long verifiableFrom = Long.MAX_VALUE;

    private long lastBatch;

    /**
     * What a decision lets run.
     *
     * @param executionId empty if nothing
     * @param timestamp of its record, which is that of its request and of the completion
     */
    private record Let(String executionId, long timestamp) {}

    /**
     * An attempt whose decision was not seen yet.
     *
     * @param attempts how many there are of the execution
     * @param verifiable whether its decision must come
     * @param since when the last of them began, on the clock of nanos
     */
    private record Waiting(String executionId, int attempts, boolean verifiable, long since) {

        Waiting again(long now) {
            return new Waiting(executionId, attempts + 1, verifiable, now);
        }

        Waiting restarted(long now) {
            return new Waiting(executionId, attempts, verifiable, now);
        }
    }

    /**
     * A watch that begins with its first batch.
     *
     * @param nanos the monotonic clock, as {@link System#nanoTime}
     */
    public CallWatch(SchemaRegistryClient registry, MeterRegistry meters, InstantSource clock, LongSupplier nanos) {
        this.deserializer = new AvroDeserializer<>(ActionDecided.class, registry);
        this.nanos = nanos;
        this.clock = clock;
        this.lastBatch = nanos.getAsLong();
        this.governed = Counter.builder("writ.governed.calls")
                .description("Attempts that rest on a decision that lets them run")
                .register(meters);
        this.ungoverned = Counter.builder("writ.ungoverned.calls")
                .description("Attempts that rest on none; must stay 0")
                .register(meters);
        this.unverified = Counter.builder("writ.unverified.calls")
                .description("Attempts whose decision was made before this worker began to read decisions")
                .register(meters);
        Gauge.builder("writ.unsettled.calls", this, CallWatch::unsettled)
                .description("Attempts whose decision was not seen yet")
                .strongReference(true)
                .register(meters);
    }

    /**
     * An attempt at a completion is about to call a provider.
     *
     * @param timestamp of the completion's record, in milliseconds since 1970
     */
    public void calls(CompletionRequested completion, long timestamp) {
        long now = nanos.getAsLong();
        lock.lock();
        try {
            Waiting attempt = new Waiting(completion.getExecutionId(), 1, timestamp >= verifiableFrom, now);
            Let let = decided.get(completion.getDecisionId());
            if (let != null) {
                settle(completion.getDecisionId(), attempt, let.executionId);
            } else {
                waiting.merge(completion.getDecisionId(), attempt, (before, next) -> before.again(next.since));
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void read(ConsumerRecord<byte[], byte[]> record) {
        ActionDecided decision = deserializer.deserialize(record.topic(), record.value());
        if (decision == null || decision.getKind() != RequestKind.CHAT) {
            return;
        }
        String let = decision.getVerdict() == Verdict.BLOCKED
                ? NOBODY
                : decision.getExecutionId().orElse(NOBODY);
        lock.lock();
        try {
            decided.put(decision.getDecisionId(), new Let(let, record.timestamp()));
            Waiting attempt = waiting.remove(decision.getDecisionId());
            if (attempt != null) {
                settle(decision.getDecisionId(), attempt, let);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void afterBatch() {
        long now = nanos.getAsLong();
        lock.lock();
        try {
            if (verifiableFrom
                    == Long.MAX_VALUE) { // The topic is read from its end, as that was when Kafka first answered.
                verifiableFrom = clock.millis() + CLOCK_MARGIN_MILLIS;
            }
            if (now - lastBatch > STANDSTILL_NANOS) {
                waiting.replaceAll((_, attempt) -> attempt.restarted(now));
            }
            lastBatch = now;
            Iterator<Map.Entry<String, Waiting>> all = waiting.entrySet().iterator();
            while (all.hasNext()) {
                Map.Entry<String, Waiting> each = all.next();
                Waiting attempt = each.getValue();
                if (now - attempt.since > PATIENCE_NANOS) {
                    if (attempt.verifiable) {
                        settle(each.getKey(), attempt, NOBODY);
                    } else {
                        LOG.warn(
                                "execution {} called a model, and decision {} was not seen since this worker began",
                                attempt.executionId,
                                each.getKey());
                        unverified.increment(attempt.attempts);
                    }
                    all.remove();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** @param let the execution that the decision lets run */
    private void settle(String decision, Waiting attempt, String let) {
        if (let.equals(attempt.executionId)) {
            governed.increment(attempt.attempts);
            return;
        }
        LOG.error("execution {} called a model, and decision {} does not let it", attempt.executionId, decision);
        ungoverned.increment(attempt.attempts);
    }

    private double unsettled() {
        lock.lock();
        try {
            return waiting.values().stream().mapToInt(Waiting::attempts).sum();
        } finally {
            lock.unlock();
        }
    }
}
