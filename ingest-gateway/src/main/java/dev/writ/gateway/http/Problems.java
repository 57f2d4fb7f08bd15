package dev.writ.gateway.http;

/** Problems that any request may meet. */
public final class Problems {

    private Problems() {}

    /**
     * A part of the request that is not as it must be.
     *
     * @param code a stable word
     * @param pointer the member as a JSON pointer, or the name of a header field or parameter
     * @param detail what it must be; never what it is
     */
    public static Problem invalid(String code, String pointer, String detail) {
        return Problem.of(400, code, "Invalid request", detail).with("pointer", pointer);
    }

    /** A header field that is not as it must be. */
    public static Problem invalidHeader(String name, String detail) {
        return Problem.of(400, "invalid_header", "Invalid request", detail).with("header", name);
    }

    /** A query or path parameter that is not as it must be. */
    public static Problem invalidParameter(String name, String detail) {
        return Problem.of(400, "invalid_parameter", "Invalid request", detail).with("parameter", name);
    }

    /** What was asked for is not there. */
    public static Problem notFound(String code, String detail) {
        return Problem.of(404, code, "Not found", detail);
    }

    /** The gateway cannot serve now; the client may try again. */
    public static Problem unavailable(String code, String detail) {
        return Problem.of(503, code, "Service unavailable", detail).withHeader("Retry-After", "1");
    }

    /** What the server itself answers with, by status. */
    static Problem ofStatus(int status) {
        return switch (status) {
            case 400 -> Problem.of(400, "bad_request", "Bad request", "The request is not valid HTTP.");
            case 404 -> notFound("not_found", "There is nothing at this path.");
            case 408 -> Problem.of(408, "request_timeout", "Request timeout", "The request did not arrive in time.");
            case 413 ->
                Problem.of(413, "content_too_large", "Content too large", "The body is larger than this server takes.");
            case 414 ->
                Problem.of(414, "uri_too_long", "URI too long", "The request line is longer than this server takes.");
            case 417 ->
                Problem.of(417, "expectation_failed", "Expectation failed", "Only 100-continue can be expected.");
            case 426 -> Problem.of(426, "upgrade_required", "Upgrade required", "Another protocol is needed here.");
            case 431 ->
                Problem.of(
                        431,
                        "header_fields_too_large",
                        "Request header fields too large",
                        "The header fields are larger than this server takes.");
            case 501 ->
                Problem.of(501, "not_implemented", "Not implemented", "This server does not implement what is asked.");
            case 503 -> unavailable("unavailable", "The server is stopping or overloaded; try again.");
            case 505 ->
                Problem.of(505, "http_version", "HTTP version not supported", "Only HTTP/1.0, HTTP/1.1 and HTTP/2.");
            default ->
                status < 500
                        ? Problem.of(status, "bad_request", "Bad request", "The request cannot be served.")
                        : Problem.of(status, "internal_error", "Internal error", "The server failed.");
        };
    }
}
