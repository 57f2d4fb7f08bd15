package dev.writ.gateway.http;

import dev.writ.telemetry.Tracing;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import org.eclipse.jetty.http.pathmap.UriTemplatePathSpec;
import org.eclipse.jetty.server.CustomRequestLog;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.Slf4jRequestLogWriter;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.server.handler.PathMappingsHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves routes over HTTP/1.1 and HTTP/2 on one port; each request on a virtual thread. */
public final class HttpServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);
    private static final Logger ACCESS = LoggerFactory.getLogger("dev.writ.gateway.access");

    /** Client, method, path without query, protocol, status, body bytes, milliseconds. */
    private static final String ACCESS_FORMAT = "%{client}a \"%m %U %H\" %s %O %{ms}T";

    private static final int ACCEPT_QUEUE = 1024;
    private static final long STOP_TIMEOUT_MILLIS = 10_000;

    private final Server server;
    private final ServerConnector connector;
    private final DrainHandler drain;
    private final StreamRegistry streams;

    private HttpServer(Server server, ServerConnector connector, DrainHandler drain, StreamRegistry streams) {
        this.server = server;
        this.connector = connector;
        this.drain = drain;
        this.streams = streams;
    }

    /** Starts serving; all problems are problem+json. */
    public static HttpServer start(HttpSettings settings, List<Route> routes, MeterRegistry meters) {
        return start(settings, routes, List.of(), meters, Tracing.OFF);
    }

    /** Starts serving without traces. */
    public static HttpServer start(
            HttpSettings settings, List<Route> routes, List<ProblemFormat> formats, MeterRegistry meters) {
        return start(settings, routes, formats, meters, Tracing.OFF);
    }

    /**
     * Starts serving.
     *
     * @param formats how problems are written where not as problem+json; the first that is for a path
     * @param meters takes the times and the number of streams
     * @param tracing takes the spans of requests
     * @throws UncheckedIOException if the address cannot be listened on
     */
    public static HttpServer start(
            HttpSettings settings,
            List<Route> routes,
            List<ProblemFormat> formats,
            MeterRegistry meters,
            Tracing tracing) {
        // The first line of a log loads classes; better now than with a burst of clients waiting.
        ACCESS.debug("warm");
        QueuedThreadPool threads = new QueuedThreadPool();
        threads.setName("http");
        threads.setVirtualThreadsExecutor(Executors.newVirtualThreadPerTaskExecutor());
        Server server = new Server(threads);
        server.setStopTimeout(STOP_TIMEOUT_MILLIS);
        ProblemErrorHandler problems = new ProblemErrorHandler(formats);
        server.setErrorHandler(problems);
        Slf4jRequestLogWriter access = new Slf4jRequestLogWriter();
        access.setLoggerName(ACCESS.getName());
        server.setRequestLog(new CustomRequestLog(access, ACCESS_FORMAT));

        ServerConnector connector = new ServerConnector(
                server, settings.tls().map(Protocols::secure).orElseGet(Protocols::clear));
        connector.setHost(settings.host());
        connector.setPort(settings.port());
        connector.setIdleTimeout(settings.idleTimeout().toMillis());
        connector.setAcceptQueueSize(ACCEPT_QUEUE);
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(settings.maxConnections(), connector));

        StreamRegistry streams = new StreamRegistry(settings.maxStreams());
        if (settings.maxStreams() > 0) { // Of two servers of a process, one would hide the other's.
            meters.gauge("http.server.streams.active", streams, StreamRegistry::active);
        }
        Handler mapping = mapping(
                settings, routes, streams, new Sockets(server, settings, streams, problems), problems, meters, tracing);
        RequestScreen screen = new RequestScreen(
                mapping, new KnownHosts(settings.host(), settings.names()), settings.maxBodyBytes(), problems);
        HeadDeadline deadline = new HeadDeadline(settings.headerTimeout(), screen);
        connector.addBean(deadline, false);
        DrainHandler drain = new DrainHandler(new GracefulHandler(deadline));
        server.setHandler(drain);
        try {
            server.start();
        } catch (Exception e) {
            stop(server);
            throw new UncheckedIOException(
                    "cannot listen on " + settings.host() + ":" + settings.port(),
                    e instanceof IOException io ? io : new IOException(e));
        }
        LOG.info("listening on {}:{}", settings.host(), connector.getLocalPort());
        return new HttpServer(server, connector, drain, streams);
    }

    /** The port that is listened on. */
    public int port() {
        return connector.getLocalPort();
    }

    /** Goes on as before, but asks clients to come with their next requests over new connections. */
    public void drain() {
        drain.drain();
    }

    /** Ends the event streams, lets running requests end for at most 10 s, and stops. */
    @Override
    public void close() {
        streams.end();
        stop(server);
    }

    private static PathMappingsHandler mapping(
            HttpSettings settings,
            List<Route> routes,
            StreamRegistry streams,
            Sockets sockets,
            ProblemErrorHandler problems,
            MeterRegistry meters,
            Tracing tracing) {
        Map<String, Map<String, Route>> byPath = new LinkedHashMap<>();
        for (Route route : routes) {
            Route earlier = byPath.computeIfAbsent(route.path(), _ -> new LinkedHashMap<>())
                    .put(route.method(), route);
            if (earlier != null) {
                throw new IllegalArgumentException("two routes at " + route.method() + " " + route.path());
            }
        }
        PathMappingsHandler mapping = new PathMappingsHandler();
        byPath.forEach((path, byMethod) -> {
            UriTemplatePathSpec template = new UriTemplatePathSpec(path);
            mapping.addMapping(
                    template,
                    new RouteHandler(
                            template,
                            byMethod,
                            settings,
                            streams,
                            sockets,
                            problems,
                            meters,
                            new RequestSpans(tracing, path, byMethod.values())));
        });
        return mapping;
    }

    private static void stop(Server server) {
        try {
            server.stop();
        } catch (Exception e) {
            LOG.warn("the HTTP server did not stop in order", e);
        }
    }
}
