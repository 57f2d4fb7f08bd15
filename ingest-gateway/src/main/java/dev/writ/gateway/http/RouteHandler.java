package dev.writ.gateway.http;

import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.api.trace.Span;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.pathmap.UriTemplatePathSpec;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers at one path: finds the method's handler, and writes what it answers. Runs on a virtual thread. */
final class RouteHandler extends Handler.Abstract {

    private static final Logger LOG = LoggerFactory.getLogger(RouteHandler.class);
    private static final String JSON = "application/json";
    private static final int SEND_BYTES = 16 * 1024;

    private final UriTemplatePathSpec path;
    private final Map<String, Route> byMethod;
    private final HttpSettings settings;
    private final StreamRegistry streams;
    private final Sockets sockets;
    private final ProblemErrorHandler problems;
    private final MeterProvider<Timer> requests;
    private final RequestSpans spans;

    RouteHandler(
            UriTemplatePathSpec path,
            Map<String, Route> byMethod,
            HttpSettings settings,
            StreamRegistry streams,
            Sockets sockets,
            ProblemErrorHandler problems,
            MeterRegistry meters,
            RequestSpans spans) {
        this.path = path;
        this.byMethod = Map.copyOf(byMethod);
        this.settings = settings;
        this.streams = streams;
        this.sockets = sockets;
        this.problems = problems;
        this.spans = spans;
        this.requests = Timer.builder("http.server.requests")
                .description("Time from a request's head to its answer's")
                .publishPercentileHistogram()
                .tag("uri", path.getDeclaration())
                .withRegistry(meters);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        // A handler may wait longer than the connection may be silent; reads and writes keep that limit.
        request.addIdleTimeoutListener(_ -> false);
        long begun = System.nanoTime();
        Span span = spans.start(request);
        Answer answer = admitted(answerTo(request, span));
        record(request.getMethod(), answer, System.nanoTime() - begun);
        try {
            write(request, response, callback, answer);
        } finally {
            RequestSpans.end(span, answer);
        }
        return true;
    }

    /** The time to the answer's head; a stream's events come after it. Other methods share a name, which clients choose. */
    private void record(String method, Answer answer, long nanos) {
        String known = byMethod.containsKey(method) ? method : "OTHER";
        requests.withTags("method", known, "status", Integer.toString(answer.status()))
                .record(nanos, TimeUnit.NANOSECONDS);
    }

    /** What lasts has a place among the streams from here on, until it is written; or is refused, if there is none. */
    private Answer admitted(Answer answer) {
        return switch (answer) {
            case Answer.Events events when !streams.enter() -> tooManyStreams(events.source()::close);
            case Answer.Made made when !streams.enter() -> tooManyStreams(made.body()::close);
            default -> answer;
        };
    }

    private Answer tooManyStreams(Runnable close) {
        close.run();
        Problem problem = Problems.unavailable("too_many_streams", "No more streams are taken now.");
        LOG.warn("{} answers {}", path.getDeclaration(), problem.code());
        return new Answer.Failure(problem);
    }

    private Answer answerTo(Request request, Span span) {
        String method = request.getMethod().equals("HEAD") ? "GET" : request.getMethod();
        Route route = byMethod.get(method);
        if (route == null) {
            return new Answer.Failure(methodNotAllowed());
        }
        Map<String, String> parameters = path.getPathParams(request.getHttpURI().getCanonicalPath());
        try {
            return route.handler()
                    .answer(new JettyExchange(request, parameters == null ? Map.of() : parameters, settings, span));
        } catch (ProblemException e) {
            if (e.problem().status() >= 500) {
                Throwable cause = e.getCause() == null ? e : e.getCause();
                LOG.warn(
                        "{} {} answers {}: {}",
                        method,
                        route.path(),
                        e.problem().code(),
                        cause.getMessage());
                LOG.debug("why it does", e);
            }
            return new Answer.Failure(e.problem());
        } catch (InterruptedException e) {
            // The server stops and this thread's only work is this request: the answer says so.
            return new Answer.Failure(Problems.ofStatus(503));
        } catch (RuntimeException e) {
            LOG.error("{} {} failed", method, route.path(), e);
            return new Answer.Failure(Problems.ofStatus(500));
        }
    }

    private void write(Request request, Response response, Callback callback, Answer answer) {
        switch (answer) {
            case Answer.Json json ->
                ProblemErrorHandler.write(
                        response, callback, json.status(), JSON, json.body().toString(), json.headers());
            case Answer.Text text ->
                ProblemErrorHandler.write(response, callback, text.status(), text.mediaType(), text.body(), Map.of());
            case Answer.File file -> write(response, callback, file);
            case Answer.Failure failure -> problems.write(request, response, callback, failure.problem());
            case Answer.Nothing _ -> {
                response.setStatus(answer.status());
                callback.succeeded();
            }
            case Answer.Socket socket -> sockets.upgrade(request, response, callback, socket.source());
            case Answer.Events events -> {
                try (EventSource source = events.source()) {
                    stream(
                            request,
                            response,
                            callback,
                            "text/event-stream",
                            events.headers(),
                            () -> new SseStream(
                                            source,
                                            (last, bytes) -> Content.Sink.write(response, last, bytes),
                                            settings.heartbeat())
                                    .run());
                }
            }
            case Answer.Made made -> {
                try (Download body = made.body()) {
                    stream(request, response, callback, made.mediaType(), Map.of(), () -> send(body, response));
                }
            }
        }
    }

    private static void write(Response response, Callback callback, Answer.File file) {
        response.setStatus(file.status());
        file.headers().forEach(response.getHeaders()::put);
        if (file.status() == 200) {
            response.getHeaders().put(HttpHeader.CONTENT_LENGTH, file.body().remaining());
        }
        response.write(true, file.body().duplicate(), callback);
    }

    /** Writes a body on the calling thread. */
    private interface Writing {
        void run() throws IOException;
    }

    /** Has its place already, and gives it back. */
    private void stream(
            Request request,
            Response response,
            Callback callback,
            String mediaType,
            Map<String, String> headers,
            Writing writing) {
        try {
            response.setStatus(200);
            response.getHeaders()
                    .put(HttpHeader.CONTENT_TYPE, mediaType)
                    .put(HttpHeader.CACHE_CONTROL, "no-store")
                    .put("X-Accel-Buffering", "no");
            headers.forEach(response.getHeaders()::put);
            if (!request.getMethod().equals("HEAD")) {
                writing.run();
            }
            callback.succeeded();
        } catch (IOException e) {
            LOG.debug("a stream was cut short", e);
            callback.failed(e);
        } catch (RuntimeException e) {
            LOG.error("a stream failed", e);
            callback.failed(e);
        } finally {
            streams.leave();
        }
    }

    /** Not by closing what is written to, which would give the end of a body that was cut short. */
    private static void send(Download body, Response response) throws IOException {
        BufferedOutputStream out = new BufferedOutputStream(Content.Sink.asOutputStream(response), SEND_BYTES);
        body.writeTo(out);
        out.flush();
        Content.Sink.write(response, true, ByteBuffer.allocate(0));
    }

    private Problem methodNotAllowed() {
        TreeSet<String> allowed = new TreeSet<>(byMethod.keySet());
        if (allowed.contains("GET")) {
            allowed.add("HEAD");
        }
        return Problem.of(405, "method_not_allowed", "Method not allowed", "This path does not take the method.")
                .withHeader("Allow", String.join(", ", allowed));
    }
}
