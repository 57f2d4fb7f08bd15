package dev.writ.gateway;

import dev.writ.feed.RecordFeed;
import dev.writ.gateway.api.Api;
import dev.writ.gateway.console.ConsoleRoutes;
import dev.writ.gateway.decision.CacheStatistics;
import dev.writ.gateway.decision.DecisionReader;
import dev.writ.gateway.decision.ExecutionView;
import dev.writ.gateway.decision.Outcomes;
import dev.writ.gateway.decision.RecentExecutions;
import dev.writ.gateway.disconnect.Alarm;
import dev.writ.gateway.disconnect.ExecutionControls;
import dev.writ.gateway.disconnect.ReaderWatch;
import dev.writ.gateway.disconnect.ReadingFeed;
import dev.writ.gateway.health.HealthRoutes;
import dev.writ.gateway.http.HttpServer;
import dev.writ.gateway.http.Route;
import dev.writ.gateway.live.LiveFeed;
import dev.writ.gateway.live.LiveRoute;
import dev.writ.gateway.openai.ErrorFormat;
import dev.writ.gateway.openai.ModelCatalogues;
import dev.writ.gateway.openai.OpenAiRoutes;
import dev.writ.gateway.principal.PrincipalResolver;
import dev.writ.gateway.publish.DeadLetterOffice;
import dev.writ.gateway.publish.Publisher;
import dev.writ.gateway.push.PushDesk;
import dev.writ.gateway.push.PushHub;
import dev.writ.gateway.push.PushRoute;
import dev.writ.gateway.push.PushTap;
import dev.writ.gateway.readmodel.JdbcReadModel;
import dev.writ.gateway.readmodel.ReadModel;
import dev.writ.gateway.state.StateView;
import dev.writ.gateway.tokens.TokenFeed;
import dev.writ.gateway.tokens.TokenLog;
import dev.writ.gateway.tokens.TokenStreams;
import dev.writ.schemas.KafkaConnection;
import dev.writ.schemas.event.StreamEnd;
import dev.writ.schemas.event.StreamEnded;
import dev.writ.schemas.event.StreamStarted;
import dev.writ.schemas.event.TokenEvent;
import dev.writ.schemas.serde.SchemaRegistryClient;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/** The gateway: HTTP in, events out; decisions and tokens back. */
public final class GatewayService implements AutoCloseable {

    private final HttpServer server;
    private final List<Route> routes;
    private final FeedReadiness readiness;
    private final ReaderWatch watch;
    private final Duration drain;
    private final ClosingStack parts;
    private final AtomicBoolean closed = new AtomicBoolean();

    private GatewayService(
            HttpServer server,
            List<Route> routes,
            FeedReadiness readiness,
            ReaderWatch watch,
            Duration drain,
            ClosingStack parts) {
        this.server = server;
        this.routes = routes;
        this.readiness = readiness;
        this.watch = watch;
        this.drain = drain;
        this.parts = parts;
    }

    /**
     * Starts the gateway without authentication. It listens when this returns, and becomes ready a little later.
     *
     * @throws UncheckedIOException if its address cannot be listened on
     */
    public static GatewayService start(GatewayConfig config, Metrics metrics) {
        return start(config, PrincipalResolver.NOBODY, metrics, List.of());
    }

    /**
     * Starts the gateway.
     *
     * @param principals finds out who asks
     * @param metrics where it counts
     * @param further routes beside its own, over what it does not know
     * @throws UncheckedIOException if its address cannot be listened on
     */
    public static GatewayService start(
            GatewayConfig config, PrincipalResolver principals, Metrics metrics, List<Route> further) {
        ClosingStack parts = new ClosingStack();
        try {
            return start(config, principals, metrics, further, Clock.systemUTC(), parts);
        } catch (RuntimeException e) {
            parts.close();
            throw e;
        }
    }

    private static GatewayService start(
            GatewayConfig config,
            PrincipalResolver principals,
            Metrics metrics,
            List<Route> further,
            Clock clock,
            ClosingStack parts) {
        KafkaConnection kafka = config.kafka();
        MeterRegistry meters = metrics.registry();
        SchemaRegistryClient registry = kafka.registry();
        ReadModel readModel =
                config.readModel().<ReadModel>map(JdbcReadModel::new).orElse(ReadModel.NONE);
        parts.push(readModel);
        Publisher publisher = parts.push(new Publisher(kafka, registry, meters, metrics.tracing()));
        DeadLetterOffice deadLetters = new DeadLetterOffice(publisher, clock, meters);

        Outcomes outcomes = new Outcomes();
        RecentExecutions recent = new RecentExecutions();
        CacheStatistics caches = new CacheStatistics();
        LiveFeed live = new LiveFeed(clock);
        StateView state = new StateView(registry, outcomes, live);
        PushHub hub = new PushHub();
        String instance = UUID.randomUUID().toString();
        ReaderWatch watch = readerWatch(config, new ExecutionControls(publisher, instance, clock), parts);
        TokenFeed tokens = new TokenFeed(registry, (event, partition, offset) -> {
            observe(watch, event);
            hub.observe(event, partition, offset);
        });
        DecisionReader decisions = new DecisionReader(registry, outcomes, recent, caches, live::decided, event -> {
            tokens.finished(event);
            hub.finished(event);
            watch.ended(event.getExecutionId());
            live.ended(event);
        });
        ModelCatalogues models = new ModelCatalogues(registry);
        ReadingFeed readings = new ReadingFeed(registry, watch, instance);
        FeedReadiness readiness = new FeedReadiness(Map.of(
                "state",
                        parts.push(RecordFeed.start(
                                StateView.feed(), kafka, new PushTap(state, hub, registry), deadLetters, meters)),
                "decisions",
                        parts.push(RecordFeed.start(
                                DecisionReader.feed(),
                                kafka,
                                new PushTap(decisions, hub, registry),
                                deadLetters,
                                meters)),
                "tokens", parts.push(RecordFeed.start(TokenFeed.feed(), kafka, tokens, deadLetters, meters)),
                "controls", parts.push(RecordFeed.start(ReadingFeed.feed(), kafka, readings, deadLetters, meters)),
                "models", parts.push(RecordFeed.start(ModelCatalogues.feed(), kafka, models, deadLetters, meters))));

        TokenStreams streams = new TokenStreams(tokens, new TokenLog(kafka, registry), publisher, watch);
        Api.Parts api = new Api.Parts(
                publisher,
                state,
                outcomes,
                recent,
                caches,
                streams,
                readModel,
                principals,
                readiness::hasBeenReady,
                clock,
                config.decisionTimeout(),
                meters);
        PushRoute push = new PushRoute(
                new PushDesk(hub, kafka, registry, id -> recent.find(id).flatMap(ExecutionView::finished)),
                principals,
                config.allowedOrigins(),
                readiness::hasBeenReady);
        List<Route> routes = Stream.of(
                        Api.routes(api),
                        OpenAiRoutes.routes(api, models),
                        push.routes(),
                        List.of(Api.guarded(new LiveRoute(live).route(), readiness::hasBeenReady)),
                        new ConsoleRoutes().routes(),
                        further,
                        new HealthRoutes(readiness::troubles, metrics.exposition()).routes())
                .flatMap(List::stream)
                .toList();
        HttpServer server = parts.push(
                HttpServer.start(config.http(), routes, List.of(new ErrorFormat()), meters, metrics.tracing()));
        return new GatewayService(server, routes, readiness, watch, config.drain(), parts);
    }

    private static ReaderWatch readerWatch(GatewayConfig config, ExecutionControls controls, ClosingStack parts) {
        ScheduledThreadPoolExecutor scheduler = parts.push(new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name("alarms").daemon().factory()));
        scheduler.setRemoveOnCancelPolicy(true);
        scheduler.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        ExecutorService waiting = parts.push(Executors.newVirtualThreadPerTaskExecutor());
        return new ReaderWatch(controls, config.orphanTimeout(), Alarm.on(scheduler), waiting);
    }

    private static void observe(ReaderWatch watch, TokenEvent event) {
        switch (event.getBody()) {
            case StreamStarted started -> watch.started(event.getExecutionId(), started.getOnDisconnect());
            case StreamEnded ended
            when ended.getStatus() != StreamEnd.SUPERSEDED -> watch.ended(event.getExecutionId());
            default -> {}
        }
    }

    /** The port that is listened on. */
    public int port() {
        return server.port();
    }

    /** All that is served. */
    public List<Route> routes() {
        return routes;
    }

    /** Why each part that does not work now does not, by the names of the parts; empty if all do. */
    public Map<String, String> troubles() {
        return readiness.troubles();
    }

    /** Whether all parts work. */
    public boolean isReady() {
        return troubles().isEmpty();
    }

    /**
     * Turns unready and answers on for the drain time, so that whoever spreads the load has noticed; then ends the streams,
     * lets running requests end, and stops. An interrupt cuts the drain short.
     */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            readiness.stop();
            watch.stop();
            server.drain();
            try {
                Thread.sleep(drain);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            parts.close();
        }
    }
}
