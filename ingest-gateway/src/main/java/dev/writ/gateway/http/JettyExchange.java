package dev.writ.gateway.http;

import dev.writ.telemetry.Tracing;
import io.opentelemetry.api.trace.Span;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.BufferUtil;

/** A request of the server as handlers see it. */
final class JettyExchange implements Exchange {

    private final Request request;
    private final Map<String, String> pathParameters;
    private final Duration bodyTimeout;
    private final long maxBodyBytes;
    private final Span span;

    /** @param span of the request; not valid where it is not traced */
    JettyExchange(Request request, Map<String, String> pathParameters, HttpSettings settings, Span span) {
        this.request = request;
        this.pathParameters = pathParameters;
        this.bodyTimeout = settings.bodyTimeout();
        this.maxBodyBytes = settings.maxBodyBytes();
        this.span = span;
    }

    @Override
    public String method() {
        return request.getMethod();
    }

    @Override
    public String path() {
        return request.getHttpURI().getCanonicalPath();
    }

    @Override
    public String pathParameter(String name) {
        String value = pathParameters.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the route has no parameter " + name);
        }
        return value;
    }

    @Override
    public Map<String, String> query() {
        return QueryString.parse(request.getHttpURI().getQuery());
    }

    @Override
    public List<String> headers(String name) {
        return request.getHeaders().getValuesList(name);
    }

    @Override
    public Optional<String> traceparent() {
        return Tracing.contextIn(span).or(Exchange.super::traceparent);
    }

    /**
     * The deadline is our own, as the server's idle timeout starts again at each byte; so is the limit, as the server's would
     * fail the stream, and the client lose the answer with it.
     */
    @Override
    public byte[] body() throws InterruptedException {
        long deadline = request.getHeadersNanoTime() + bodyTimeout.toNanos();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            Content.Chunk chunk = Body.next(request, deadline)
                    .orElseThrow(() -> new ProblemException(closing(Problems.ofStatus(408))));
            if (Content.Chunk.isFailure(chunk)) {
                throw unreadable(chunk.getFailure());
            }
            body.writeBytes(BufferUtil.toArray(chunk.getByteBuffer()));
            chunk.release();
            if (body.size() > maxBodyBytes) {
                throw new ProblemException(Problems.ofStatus(413));
            }
            if (chunk.isLast()) {
                return body.toByteArray();
            }
        }
    }

    private static ProblemException unreadable(Throwable failure) {
        if (failure instanceof TimeoutException) {
            return new ProblemException(closing(Problems.ofStatus(408)), failure);
        }
        int status = failure instanceof HttpException http ? http.getCode() : 400;
        return new ProblemException(closing(Problems.ofStatus(status)), failure);
    }

    /** What is left of the body would be taken for the next request. */
    private static Problem closing(Problem problem) {
        return problem.withHeader("Connection", "close");
    }
}
