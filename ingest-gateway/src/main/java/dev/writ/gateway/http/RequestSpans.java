package dev.writ.gateway.http;

import dev.writ.schemas.CloudEvent;
import dev.writ.telemetry.Tracing;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import java.util.Collection;
import org.eclipse.jetty.server.Request;

/**
 * Spans of the requests at one path, by OpenTelemetry's semantic conventions for HTTP. The path itself and the query are left
 * out: they hold ids of agents, sessions and users.
 */
final class RequestSpans {

    /** What conventions call a method that a server does not know. */
    private static final String OTHER = "_OTHER";

    private static final int FIRST_SERVER_ERROR = 500;

    private final Tracing tracing;
    private final String route;
    private final Collection<String> methods;
    private final boolean traced;

    RequestSpans(Tracing tracing, String route, Collection<Route> routes) {
        this.tracing = tracing;
        this.route = route;
        this.methods = routes.stream().map(Route::method).toList();
        this.traced = tracing.isOn() && routes.stream().allMatch(Route::traced);
    }

    /** Begins that of a request, in the trace of its client if it has one; one that is nothing where it is not traced. */
    Span start(Request request) {
        if (!traced) {
            return Span.getInvalid();
        }
        String method = methods.contains(request.getMethod()) ? request.getMethod() : OTHER;
        return tracing.start(
                        SpanKind.SERVER,
                        (method.equals(OTHER) ? "HTTP" : method) + " " + route,
                        CloudEvent.traceparentOf(request.getHeaders().getValuesList("traceparent")))
                .setAttribute("http.request.method", method)
                .setAttribute("http.route", route)
                .setAttribute("url.scheme", request.getHttpURI().getScheme());
    }

    /** Ends it with the answer, when that is written. */
    static void end(Span span, Answer answer) {
        span.setAttribute("http.response.status_code", answer.status());
        if (answer.status() >= FIRST_SERVER_ERROR) {
            Tracing.fail(span, Integer.toString(answer.status()));
        }
        span.end();
    }
}
