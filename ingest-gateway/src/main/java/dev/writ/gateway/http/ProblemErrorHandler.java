package dev.writ.gateway.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/**
 * Answers what the server refuses by itself, such as a malformed head or an unknown path, and writes all problems: as
 * problem+json, unless another format is for the path.
 */
final class ProblemErrorHandler implements Request.Handler {

    private final List<ProblemFormat> formats;

    ProblemErrorHandler(List<ProblemFormat> formats) {
        this.formats = List.copyOf(formats);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        write(request, response, callback, Problems.ofStatus(statusOf(request, response)));
        return true;
    }

    /** Replaces the response by a problem. */
    void write(Request request, Response response, Callback callback, Problem problem) {
        if (problem.status() != 408) {
            Body.discard(request);
        }
        String known =
                request.getHttpURI() == null ? null : request.getHttpURI().getCanonicalPath();
        String path = known == null ? "" : known;
        Optional<ProblemFormat> format =
                formats.stream().filter(each -> each.isFor(path)).findFirst();
        String mediaType = format.map(ProblemFormat::mediaType).orElse(Problem.MEDIA_TYPE);
        JsonNode json = format.map(each -> each.write(problem)).orElseGet(() -> problem.toJson(path));
        write(response, callback, problem.status(), mediaType, json.toString(), problem.headers());
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
