package dev.writ.worker.simulated.server;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection and the calls on it, one after the other. While a call is answered on a thread of its own, this one goes on
 * reading: that is how it learns at once that the client has gone.
 */
final class Connection {

    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

    private final Socket socket;
    private final ServerSettings settings;
    private final AtomicLong calls;
    private volatile @Nullable CallRecord running;
    private volatile boolean stopped;

    Connection(Socket socket, ServerSettings settings, AtomicLong calls) {
        this.socket = socket;
        this.settings = settings;
        this.calls = calls;
    }

    /** Answers until the connection ends. */
    void serve() throws IOException {
        InputStream in = new BufferedInputStream(socket.getInputStream());
        Thread answering = null;
        try {
            while (true) {
                HttpRequest request = HttpRequest.read(in);
                if (request == null) {
                    return;
                }
                if (answering != null) {
                    answering.join();
                }
                answering = Thread.ofVirtual().name("writ-simulated-answer").start(() -> answer(request));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            giveUp();
            if (answering != null) {
                answering.interrupt();
            }
        }
    }

    /** Breaks it off from the server's side. */
    void stop() {
        stopped = true;
        close();
    }

    private void answer(HttpRequest request) {
        try {
            HttpWire wire = new HttpWire(socket);
            ServerDialect dialect = ServerDialect.at(request.path());
            if (request.method().equals("GET") && request.path().equals("/v1/models")) {
                wire.json(200, "", ModelList.body());
            } else if (!request.method().equals("POST") || dialect == null) {
                wire.json(404, "", "{\"error\":{\"type\":\"not_found_error\",\"message\":\"no such path\"}}");
            } else {
                CallRecord call = new CallRecord(settings.journal(), calls.incrementAndGet(), request, dialect);
                running = call;
                new Answer(wire, call, request, dialect, settings.tokensPerSecond()).give();
            }
        } catch (IOException e) {
            LOG.debug("A client went away", e);
            giveUp();
        } catch (InterruptedException e) {
            giveUp();
            Thread.currentThread().interrupt();
        }
    }

    private void giveUp() {
        CallRecord call = running;
        if (call != null) {
            call.clientHasGone(stopped);
        }
        close();
    }

    private void close() {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("A connection could not be closed", e);
        }
    }
}
