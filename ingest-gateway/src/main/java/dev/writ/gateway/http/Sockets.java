package dev.writ.gateway.http;

import java.time.Duration;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.api.exceptions.WebSocketException;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;

/** Turns requests into WebSockets (RFC 6455), over HTTP/1.1. */
final class Sockets {

    /** Clients have nothing long to say. */
    private static final long MOST_TEXT_BYTES = 4_096;

    private static final int NORMAL_VERSION = 13;

    private final ServerWebSocketContainer container;
    private final StreamRegistry streams;
    private final ProblemErrorHandler problems;
    private final Duration heartbeat;
    private final Duration writeTimeout;

    Sockets(Server server, HttpSettings settings, StreamRegistry streams, ProblemErrorHandler problems) {
        this.container = ServerWebSocketContainer.ensure(server);
        this.container.setIdleTimeout(settings.idleTimeout());
        this.container.setMaxTextMessageSize(MOST_TEXT_BYTES);
        this.container.setMaxBinaryMessageSize(MOST_TEXT_BYTES);
        this.container.setMaxFrameSize(MOST_TEXT_BYTES);
        this.streams = streams;
        this.problems = problems;
        this.heartbeat = settings.heartbeat();
        this.writeTimeout = settings.idleTimeout();
    }

    /** Answers with the change of protocols, or says that one is needed here. The source is closed with the socket. */
    void upgrade(Request request, Response response, Callback callback, MessageSource source) {
        boolean taken = false;
        try {
            taken = container.upgrade(
                    (_, _, _) -> new SocketWriter(source, streams, heartbeat, writeTimeout),
                    request,
                    response,
                    // If the answer does not get out, no socket opens that would close the source.
                    Callback.from(callback::succeeded, failure -> {
                        source.close();
                        callback.failed(failure);
                    }));
        } catch (WebSocketException e) {
            problems.write(request, response, callback, Problems.ofStatus(400));
            source.close();
            return;
        }
        if (!taken) {
            source.close();
            problems.write(
                    request,
                    response,
                    callback,
                    Problems.ofStatus(426)
                            .withHeader("Upgrade", "websocket")
                            .withHeader("Connection", "Upgrade")
                            .withHeader("Sec-WebSocket-Version", Integer.toString(NORMAL_VERSION)));
        }
    }
}
