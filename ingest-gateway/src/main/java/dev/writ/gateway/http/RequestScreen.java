package dev.writ.gateway.http;

import java.util.List;
import java.util.Set;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Refuses what no route takes: methods nobody knows, coded bodies. */
final class RequestScreen extends Handler.Wrapper {

    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT");

    private final ProblemErrorHandler problems;

    RequestScreen(Handler handler, ProblemErrorHandler problems) {
        super(handler);
        this.problems = problems;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        HttpFields headers = request.getHeaders();
        List<String> transferCodings = headers.getCSV(HttpHeader.TRANSFER_ENCODING, false);
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
        return super.handle(request, response, callback);
    }

    private boolean refuse(Request request, Response response, Callback callback, Problem problem) {
        problems.write(request, response, callback, problem);
        return true;
    }
}
