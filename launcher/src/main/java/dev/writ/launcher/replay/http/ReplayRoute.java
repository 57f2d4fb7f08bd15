package dev.writ.launcher.replay.http;

import dev.writ.gateway.http.Answer;
import dev.writ.gateway.http.Exchange;
import dev.writ.gateway.http.ProblemException;
import dev.writ.gateway.http.Problems;
import dev.writ.gateway.http.Route;
import dev.writ.gateway.log.KafkaInterrupt;
import dev.writ.history.log.BadRangeException;
import dev.writ.history.log.LogReader;
import dev.writ.history.log.Progress;
import dev.writ.history.replay.History;
import dev.writ.history.replay.Replay;
import dev.writ.schemas.Access;
import dev.writ.schemas.KafkaConnection;
import dev.writ.schemas.serde.SchemaRegistryClient;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;

/** GET /api/audit/replay: the history as server-sent events. Each replay has buffers, so few run at a time. */
public final class ReplayRoute {

    private static final int MOST_AT_A_TIME = 4;
    private static final String CLIENT_ID = "writ-gateway-replay";

    private final KafkaConnection kafka;
    private final SchemaRegistryClient registry;
    private final Clock clock;
    private final Semaphore places = new Semaphore(MOST_AT_A_TIME);

    /** @param clock from which "two hours ago" is counted */
    public ReplayRoute(KafkaConnection kafka, Clock clock) {
        this.kafka = kafka;
        this.registry = kafka.registry();
        this.clock = clock;
    }

    /** What it does on the cluster. */
    public static Access access() {
        return Access.reading(Stream.of(History.values())
                .map(history -> history.topic().name())
                .toList());
    }

    /** The route. */
    public Route route() {
        return Route.get("/api/audit/replay", this::answer);
    }

    private Answer answer(Exchange exchange) throws InterruptedException {
        ReplayQuery query = ReplayQuery.of(exchange, clock.instant());
        if (!places.tryAcquire()) {
            throw new ProblemException(
                    Problems.unavailable("too_many_replays", "As many replays run as this gateway takes; try again."));
        }
        AtomicBoolean held = new AtomicBoolean(true);
        Runnable release = () -> {
            if (held.getAndSet(false)) {
                places.release();
            }
        };
        try {
            boolean comesBack = exchange.header("Last-Event-ID").isPresent();
            Optional<LogReader> log = open(query, comesBack);
            if (log.isEmpty()) {
                release.run();
                return new Answer.Nothing();
            }
            Replay replay = new Replay(query.history().topic(), registry, query.filter());
            return new Answer.Events(new ReplayEvents(log.get(), replay, query, release), Map.of());
        } catch (RuntimeException | InterruptedException e) {
            release.run();
            throw e;
        }
    }

    /** The log; empty for a client that comes back and has all: that it is told so ends what browsers do by themselves. */
    private Optional<LogReader> open(ReplayQuery query, boolean comesBack) throws InterruptedException {
        try {
            LogReader log = LogReader.open(kafka, CLIENT_ID, query.cursor().range(), Progress.Watcher.NOBODY);
            try {
                if (!comesBack || log.hasNext()) {
                    return Optional.of(log);
                }
            } catch (KafkaException e) {
                log.close();
                throw e;
            }
            log.close();
            return Optional.empty();
        } catch (BadRangeException e) {
            throw new ProblemException(
                    Problems.invalidParameter("from", "It names a partition that the topic does not have."), e);
        } catch (InterruptException e) {
            throw KafkaInterrupt.asJavaReportsIt(e);
        } catch (KafkaException e) {
            throw new ProblemException(Problems.unavailable("log_unavailable", "The log cannot be read now."), e);
        }
    }
}
