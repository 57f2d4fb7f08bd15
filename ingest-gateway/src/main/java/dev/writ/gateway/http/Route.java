package dev.writ.gateway.http;

/**
 * A method and path, and what answers there.
 *
 * @param method GET, POST, PUT or DELETE; GET answers HEAD too
 * @param path a URI template of level 1 whose variables are whole segments, such as {@code /api/agents/{id}}
 * @param handler answers; runs on a virtual thread and may block
 * @param traced whether its requests are spans; not of probes, which come for ever
 */
public record Route(String method, String path, Handler handler, boolean traced) {

    /** A route whose requests are spans. */
    public Route(String method, String path, Handler handler) {
        this(method, path, handler, true);
    }

    /** Answers a request. */
    @FunctionalInterface
    public interface Handler {
        /**
         * The answer.
         *
         * @throws ProblemException to answer with its problem
         */
        Answer answer(Exchange exchange) throws InterruptedException;
    }

    /** A route of the method GET. */
    public static Route get(String path, Handler handler) {
        return new Route("GET", path, handler);
    }

    /** The same, whose requests are no spans. */
    public Route untraced() {
        return new Route(method, path, handler, false);
    }

    /** A route of the method POST. */
    public static Route post(String path, Handler handler) {
        return new Route("POST", path, handler);
    }

    /** A route of the method PUT. */
    public static Route put(String path, Handler handler) {
        return new Route("PUT", path, handler);
    }
}
