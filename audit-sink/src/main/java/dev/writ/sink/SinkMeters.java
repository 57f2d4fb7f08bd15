package dev.writ.sink;

import dev.writ.sink.read.Entry;
import dev.writ.telemetry.Buckets;
import dev.writ.telemetry.DeadLetterCount;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The meters of what is written; counted behind the commit, so that a batch which is tried again counts once. */
final class SinkMeters {

    private final MeterProvider<Counter> written;
    private final DeadLetterCount letters;
    private final Timer batches;

    SinkMeters(MeterRegistry meters) {
        this.written = Counter.builder("writ.audit.written")
                .description("Records of the audit that are in the tables")
                .withRegistry(meters);
        this.letters = new DeadLetterCount(meters, "sink");
        this.batches = Buckets.waiting("writ.sink.batch.duration")
                .description("Time to write a batch, its commit included")
                .register(meters);
    }

    /**
     * A batch is committed.
     *
     * @param poison those of the entries, and of the events that PostgreSQL refused
     */
    void wrote(List<Entry> entries, List<Entry.Poison> poison, long nanos) {
        Set<ConsumerRecord<byte[], byte[]>> refused =
                poison.stream().map(Entry.Poison::record).collect(Collectors.toSet());
        Map<String, Integer> types = new HashMap<>();
        for (Entry entry : entries) {
            if (entry instanceof Entry.Event event && !refused.contains(event.record())) {
                types.merge(event.event().getType(), 1, Integer::sum);
            }
        }
        types.forEach((type, count) -> written.withTag("type", type).increment(count));
        poison.forEach(each -> letters.add(each.record().topic(), each.why().kind()));
        batches.record(nanos, TimeUnit.NANOSECONDS);
    }
}
