package dev.writ.gateway.http;

import java.util.List;
import java.util.Set;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Refuses what no route takes: hosts that are not this server's, methods nobody knows, coded bodies, bodies that say they are too
 * large, unknown paths. What the server refuses by itself fails the rest of the body first, and a client over HTTP/2 that still
 * sends it gets a reset then.
 */
final class RequestScreen extends Handler.Wrapper {

    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT");

    private final KnownHosts hosts;
    private final long maxBodyBytes;
    private final ProblemErrorHandler problems;

    RequestScreen(Handler handler, KnownHosts hosts, long maxBodyBytes, ProblemErrorHandler problems) {
        super(handler);
        this.hosts = hosts;
        this.maxBodyBytes = maxBodyBytes;
        this.problems = problems;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        HttpFields headers = request.getHeaders();
        List<String> transferCodings = headers.getCSV(HttpHeader.TRANSFER_ENCODING, false);
        if (!hosts.takes(request.getHttpURI().getHost())) {
            return refuse(
                    request,
                    response,
                    callback,
                    Problem.of(
                            421,
                            "unknown_host",
                            "Misdirected request",
                            "The server is not asked by this name; see gateway.allowed.hosts."));
        }
        if (!METHODS.contains(request.getMethod())) {
            return refuse(request, response, callback, Problems.ofStatus(501));
        }
        if (!transferCodings.stream().allMatch("chunked"::equalsIgnoreCase) || transferCodings.size() > 1) {
            return refuse(
                    request,
                    response,
                    callback,
                    Problem.of(
                            501,
                            "transfer_coding",
                            "Not implemented",
                            "The only transfer coding that is understood is chunked, once."));
        }
        if (headers.contains(HttpHeader.CONTENT_ENCODING)) {
            return refuse(
                    request,
                    response,
                    callback,
                    Problem.of(
                                    415,
                                    "content_coding",
                                    "Unsupported media type",
                                    "Bodies must be sent without a content coding.")
                            .withHeader("Accept-Encoding", "identity"));
        }
        if (request.getLength() > maxBodyBytes) {
            return refuse(request, response, callback, Problems.ofStatus(413));
        }
        return super.handle(request, response, callback) || refuse(request, response, callback, Problems.ofStatus(404));
    }

    private boolean refuse(Request request, Response response, Callback callback, Problem problem) {
        problems.write(request, response, callback, problem);
        return true;
    }
}
