package dev.writ.gateway.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Answers what the server refuses by itself, such as a malformed head or an unknown path, as problem+json. */
final class ProblemErrorHandler implements Request.Handler {

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        write(request, response, callback, Problems.ofStatus(statusOf(request, response)));
        return true;
    }

    /** Replaces the response by a problem. */
    static void write(Request request, Response response, Callback callback, Problem problem) {
        Body.discard(request);
        String path = request.getHttpURI() == null ? null : request.getHttpURI().getCanonicalPath();
        write(
                response,
                callback,
                problem.status(),
                Problem.MEDIA_TYPE,
                problem.toJson(path == null ? "" : path).toString(),
                problem.headers());
    }

    /** Writes a whole response. */
    static void write(
            Response response,
            Callback callback,
            int status,
            String mediaType,
            String body,
            Map<String, String> headers) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.getHeaders()
                .put(HttpHeader.CONTENT_TYPE, mediaType)
                .put(HttpHeader.CACHE_CONTROL, "no-store")
                .put(HttpHeader.CONTENT_LENGTH, bytes.length);
        headers.forEach(response.getHeaders()::put);
        response.write(true, ByteBuffer.wrap(bytes), callback);
    }

    private static int statusOf(Request request, Response response) {
        if (request.getAttribute(ErrorHandler.ERROR_STATUS) instanceof Integer status) {
            return status;
        }
        if (request.getAttribute(ErrorHandler.ERROR_EXCEPTION) instanceof HttpException failure) {
            return failure.getCode();
        }
        return response.getStatus() >= 400 ? response.getStatus() : 500;
    }
}
