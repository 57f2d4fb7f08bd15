package dev.writ.gateway;

import dev.writ.gateway.api.Api;
import dev.writ.gateway.decision.CacheStatistics;
import dev.writ.gateway.decision.DecisionReader;
import dev.writ.gateway.decision.Outcomes;
import dev.writ.gateway.decision.RecentExecutions;
import dev.writ.gateway.feed.RecordFeed;
import dev.writ.gateway.http.HttpServer;
import dev.writ.gateway.principal.PrincipalResolver;
import dev.writ.gateway.publish.DeadLetterOffice;
import dev.writ.gateway.publish.Publisher;
import dev.writ.gateway.readmodel.JdbcReadModel;
import dev.writ.gateway.readmodel.ReadModel;
import dev.writ.gateway.state.StateView;
import dev.writ.gateway.tokens.TokenFeed;
import dev.writ.gateway.tokens.TokenLog;
import dev.writ.gateway.tokens.TokenStreams;
import dev.writ.schemas.KafkaConnection;
import dev.writ.schemas.serde.SchemaRegistryClient;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** The gateway: HTTP in, events out; decisions and tokens back. */
public final class GatewayService implements AutoCloseable {

    private final HttpServer server;
    private final FeedReadiness readiness;
    private final ClosingStack parts;
    private final AtomicBoolean closed = new AtomicBoolean();

    private GatewayService(HttpServer server, FeedReadiness readiness, ClosingStack parts) {
        this.server = server;
        this.readiness = readiness;
        this.parts = parts;
    }

    /**
     * Starts the gateway without authentication. It listens when this returns, and becomes ready a little later.
     *
     * @throws UncheckedIOException if its address cannot be listened on
     */
    public static GatewayService start(GatewayConfig config) {
        return start(config, PrincipalResolver.NOBODY);
    }

    /**
     * Starts the gateway.
     *
     * @param principals finds out who asks
     * @throws UncheckedIOException if its address cannot be listened on
     */
    public static GatewayService start(GatewayConfig config, PrincipalResolver principals) {
        ClosingStack parts = new ClosingStack();
        try {
            return start(config, principals, Clock.systemUTC(), parts);
        } catch (RuntimeException e) {
            parts.close();
            throw e;
        }
    }

    private static GatewayService start(
            GatewayConfig config, PrincipalResolver principals, Clock clock, ClosingStack parts) {
        KafkaConnection kafka = config.kafka();
        SchemaRegistryClient registry = kafka.registry();
        ReadModel readModel =
                config.readModel().<ReadModel>map(JdbcReadModel::new).orElse(ReadModel.NONE);
        parts.push(readModel);
        Publisher publisher = parts.push(new Publisher(kafka, registry));
        DeadLetterOffice deadLetters = new DeadLetterOffice(publisher, clock);

        Outcomes outcomes = new Outcomes();
        RecentExecutions recent = new RecentExecutions();
        CacheStatistics caches = new CacheStatistics();
        StateView state = new StateView(registry, outcomes);
        TokenFeed tokens = new TokenFeed(registry);
        DecisionReader decisions = new DecisionReader(registry, outcomes, recent, caches, tokens::finished);
        FeedReadiness readiness = new FeedReadiness(Map.of(
                "state", parts.push(RecordFeed.start(StateView.feed(), kafka, state, deadLetters)),
                "decisions", parts.push(RecordFeed.start(DecisionReader.feed(), kafka, decisions, deadLetters)),
                "tokens", parts.push(RecordFeed.start(TokenFeed.feed(), kafka, tokens, deadLetters))));

        TokenStreams streams = new TokenStreams(tokens, new TokenLog(kafka, registry), publisher);
        Api.Parts api = new Api.Parts(
                publisher,
                state,
                outcomes,
                recent,
                caches,
                streams,
                readModel,
                principals,
                readiness,
                clock,
                config.decisionTimeout());
        HttpServer server = parts.push(HttpServer.start(config.http(), Api.routes(api)));
        return new GatewayService(server, readiness, parts);
    }

    /** The port that is listened on. */
    public int port() {
        return server.port();
    }

    /** Whether the server runs, every view holds what was there before, and every feed runs. */
    public boolean isReady() {
        return server.isRunning() && readiness.troubles().isEmpty();
    }

    /** Turns unready, ends the streams, lets running requests end, and stops. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            readiness.stop();
            parts.close();
        }
    }
}
