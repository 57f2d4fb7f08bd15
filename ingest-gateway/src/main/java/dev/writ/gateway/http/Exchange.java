package dev.writ.gateway.http;

import dev.writ.schemas.CloudEvent;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A handler's view of one request. */
public interface Exchange {

    /** The method, such as POST. */
    String method();

    /** The path, decoded and normalised, without the query. */
    String path();

    /**
     * The value of a path parameter of the route, decoded; never empty.
     *
     * @throws IllegalArgumentException if the route has no such parameter
     */
    String pathParameter(String name);

    /**
     * The query's parameters, decoded.
     *
     * @throws ProblemException 400 if the query is malformed or names a parameter twice
     */
    Map<String, String> query();

    /** All values of a header field, in order; case does not matter. */
    List<String> headers(String name);

    /**
     * The value of a header field.
     *
     * @throws ProblemException 400 if the field is repeated
     */
    default Optional<String> header(String name) {
        List<String> values = headers(name);
        if (values.size() > 1) {
            throw new ProblemException(Problems.invalidHeader(name, "The header field must not be repeated."));
        }
        return values.stream().findFirst();
    }

    /** The W3C trace context of what the request leads to: the client's, unless the server has one; empty if there is none yet. */
    default Optional<String> traceparent() {
        return CloudEvent.traceparentOf(headers("traceparent"));
    }

    /**
     * The whole body; empty if there is none. May be asked for once.
     *
     * @throws ProblemException 408 if it does not arrive in time, 413 if it is too large
     */
    byte[] body() throws InterruptedException;
}
