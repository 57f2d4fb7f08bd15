package dev.writ.worker;

import dev.writ.feed.PoisonHandler;
import dev.writ.feed.RecordFeed;
import dev.writ.feed.RecordReader;
import dev.writ.schemas.serde.SchemaRegistryClient;
import dev.writ.telemetry.Tracing;
import dev.writ.worker.control.StopReader;
import dev.writ.worker.control.Stops;
import dev.writ.worker.execution.ExecutionRunner;
import dev.writ.worker.execution.PersistentRunner;
import dev.writ.worker.execution.Pulse;
import dev.writ.worker.execution.TokenHistory;
import dev.writ.worker.meter.CallWatch;
import dev.writ.worker.meter.ModelMeters;
import dev.writ.worker.provider.CompletionProvider;
import dev.writ.worker.provider.Pacer;
import dev.writ.worker.publish.EventPublisher;
import dev.writ.worker.queue.CompletionQueue;
import dev.writ.worker.queue.QueueConfig;
import dev.writ.worker.route.CatalogueAnnouncement;
import dev.writ.worker.stream.AttemptRunner;
import dev.writ.worker.tool.CheckedTools;
import dev.writ.worker.tool.PendingChecks;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Takes completions from their topic, runs each with the provider, and writes its tokens and its end. */
public final class WorkerService implements AutoCloseable {

    private static final String CLIENT_ID = "writ-worker";

    private final CompletionProvider provider;
    private final EventPublisher publisher;
    private final TokenHistory history;
    private final RecordFeed controls;
    private final RecordFeed decisions;
    private final CompletionQueue queue;
    private final CatalogueAnnouncement announcement;

    private WorkerService(
            WorkerConfig config,
            CompletionProvider provider,
            MeterRegistry meters,
            ModelMeters models,
            Tracing tracing) {
        InstantSource clock = InstantSource.system();
        SchemaRegistryClient registry = config.kafka().registry();
        this.provider = provider;
        this.publisher = EventPublisher.connect(config.kafka(), registry, CLIENT_ID, clock, tracing);
        this.history = TokenHistory.connect(config.kafka(), registry, CLIENT_ID + "-history");
        Stops stops = new Stops(clock);
        PoisonHandler poison = new PoisonSkipper();
        this.controls =
                RecordFeed.start(StopReader.FEED, config.kafka(), new StopReader(stops, registry), poison, meters);
        PendingChecks checks = new PendingChecks(registry);
        CallWatch watch = new CallWatch(registry, meters, clock, System::nanoTime);
        this.decisions = RecordFeed.start(PendingChecks.FEED, config.kafka(), both(watch, checks), poison, meters);
        CheckedTools tools = new CheckedTools(checks, publisher, clock, config.toolCheckTimeout(), meters);
        AttemptRunner attempts = new AttemptRunner(provider, publisher, clock, tools);
        Pulse pulse = new Pulse(clock);
        ExecutionRunner executions = new ExecutionRunner(
                registry,
                attempts,
                history,
                publisher,
                clock,
                stops,
                pulse,
                meters,
                models,
                watch,
                tracing,
                config.maxExecutionAttempts());
        PersistentRunner work = new PersistentRunner(executions, Pacer.REAL);
        this.queue = CompletionQueue.start(
                new QueueConfig(
                        config.kafka(), config.groupId(), config.instanceId(), config.maxStreams(), config.drain()),
                delivery -> {
                    controls.awaitCaughtUp();
                    decisions.awaitCaughtUp();
                    work.run(delivery);
                },
                publisher,
                pulse,
                meters);
        this.announcement = CatalogueAnnouncement.start(
                publisher, config.routing().catalogue(config.groupId(), clock.instant()), Pacer.REAL);
    }

    private static RecordReader both(CallWatch watch, PendingChecks checks) {
        return new RecordReader() {
            @Override
            public void read(ConsumerRecord<byte[], byte[]> record) {
                watch.read(record);
                checks.read(record);
            }

            @Override
            public void afterBatch() {
                watch.afterBatch();
            }
        };
    }

    /** Starts a worker with the configured providers, without traces. */
    public static WorkerService start(WorkerConfig config, MeterRegistry meters) {
        return start(config, meters, Tracing.OFF);
    }

    /** Starts a worker with the configured providers. */
    public static WorkerService start(WorkerConfig config, MeterRegistry meters, Tracing tracing) {
        ModelMeters models = new ModelMeters(meters);
        return new WorkerService(config, config.routing().router(meters, models, tracing), meters, models, tracing);
    }

    /** Starts a worker with a provider of the caller's, which is closed with it. */
    static WorkerService start(WorkerConfig config, CompletionProvider provider, MeterRegistry meters) {
        return new WorkerService(config, provider, meters, new ModelMeters(meters), Tracing.OFF);
    }

    /** Why each part that does not work now does not, by the names of the parts; empty if completions are being taken. */
    public Map<String, String> troubles() {
        Map<String, String> troubles = new TreeMap<>();
        if (!queue.isReady()) {
            troubles.put("queue", "waits for its group");
        }
        controls.trouble().ifPresent(trouble -> troubles.put("controls", trouble));
        decisions.trouble().ifPresent(trouble -> troubles.put("decisions", trouble));
        return troubles;
    }

    /** Whether completions are being taken. */
    public boolean isReady() {
        return troubles().isEmpty();
    }

    /** Takes no more, gives running streams the drain time, and leaves the rest to other workers. */
    @Override
    public void close() {
        try (provider;
                publisher;
                history;
                controls;
                decisions;
                announcement) {
            queue.close();
        }
    }
}
