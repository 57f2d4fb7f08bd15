package dev.writ.gateway.http;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The server's limits.
 *
 * @param host address to listen on
 * @param names by which it may be asked, without a port, beside localhost and addresses; empty: any, but none on a loopback address
 * @param port 0 to 65535; 0 takes a free one
 * @param maxBodyBytes largest body, 1 or more
 * @param headerTimeout how long an HTTP/1 connection may take to deliver a request's head, from its opening or its last
 *     response
 * @param bodyTimeout how long a request's body may take, from the end of its head
 * @param idleTimeout how long a connection may be silent, and a write may take
 * @param maxConnections most connections at a time, 1 or more
 * @param maxStreams most event streams at a time, 0 or more
 * @param tls with what to serve over TLS, as HTTP/2 and HTTP/1.1; empty: in clear, as HTTP/1.1 and h2c
 */
public record HttpSettings(
        String host,
        List<String> names,
        int port,
        int maxBodyBytes,
        Duration headerTimeout,
        Duration bodyTimeout,
        Duration idleTimeout,
        int maxConnections,
        int maxStreams,
        Optional<TlsSettings> tls) {

    public HttpSettings {
        names = List.copyOf(names);
    }

    private static final Duration LONGEST_HEARTBEAT = Duration.ofSeconds(15);

    /** How long an event stream may be silent: half the idle timeout, at most 15 s. */
    Duration heartbeat() {
        Duration half = idleTimeout.dividedBy(2);
        return half.compareTo(LONGEST_HEARTBEAT) < 0 ? half : LONGEST_HEARTBEAT;
    }
}
