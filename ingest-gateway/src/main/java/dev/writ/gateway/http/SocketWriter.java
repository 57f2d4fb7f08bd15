package dev.writ.gateway.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.StatusCode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One open WebSocket: a virtual thread writes its source's messages, each once the one before was taken. Silence is filled
 * with pings; a client that answers none of three has gone. What clients say is not listened to.
 */
public final class SocketWriter extends Session.Listener.AbstractAutoDemanding {

    private static final Logger LOG = LoggerFactory.getLogger(SocketWriter.class);
    private static final int MOST_UNANSWERED = 3;
    private static final Duration GOODBYE = Duration.ofSeconds(1);

    private final MessageSource source;
    private final StreamRegistry streams;
    private final Duration heartbeat;
    private final Duration writeTimeout;
    private volatile @Nullable Thread writer;
    private final AtomicInteger unanswered = new AtomicInteger();

    SocketWriter(MessageSource source, StreamRegistry streams, Duration heartbeat, Duration writeTimeout) {
        this.source = source;
        this.streams = streams;
        this.heartbeat = heartbeat;
        this.writeTimeout = writeTimeout;
    }

    @Override
    public void onWebSocketOpen(Session session) {
        super.onWebSocketOpen(session);
        writer = Thread.ofVirtual().name("socket").start(() -> run(session));
    }

    @Override
    public void onWebSocketPong(ByteBuffer payload) {
        unanswered.set(0);
    }

    @Override
    public void onWebSocketClose(int code, String reason, Callback callback) {
        Thread now = writer;
        if (now == null) {
            source.close();
        } else {
            now.interrupt();
        }
        callback.succeed();
    }

    @Override
    public void onWebSocketError(Throwable cause) {
        LOG.debug("a WebSocket failed", cause);
    }

    private void run(Session session) {
        try (source) {
            if (!streams.enter()) {
                close(session, MessageSource.End.TRY_AGAIN_LATER, "no more streams are taken now");
                return;
            }
            try {
                write(session);
            } finally {
                streams.leave();
            }
        } catch (IOException | TimeoutException e) {
            LOG.debug("the client of a WebSocket has gone, or does not read", e);
            session.disconnect();
        } catch (InterruptedException e) {
            // The client has closed it, or the server stops and the client is to go on elsewhere with its cursor.
            close(session, StatusCode.SHUTDOWN, "going away");
        } catch (RuntimeException e) {
            LOG.error("a WebSocket failed", e);
            close(session, StatusCode.SERVER_ERROR, "the server failed");
        }
    }

    private void write(Session session) throws IOException, InterruptedException, TimeoutException {
        while (true) {
            switch (source.next(heartbeat)) {
                case MessageSource.Message(String text) ->
                    await(callback -> session.sendText(text, callback), writeTimeout);
                case MessageSource.Silence _ -> {
                    if (unanswered.getAndIncrement() >= MOST_UNANSWERED) {
                        throw new IOException("no answer to " + MOST_UNANSWERED + " pings");
                    }
                    await(callback -> session.sendPing(ByteBuffer.allocate(0), callback), writeTimeout);
                }
                case MessageSource.End(int code, String reason) -> {
                    close(session, code, reason);
                    return;
                }
            }
        }
    }

    private static void close(Session session, int code, String reason) {
        try {
            await(callback -> session.close(code, reason, callback), GOODBYE);
        } catch (IOException | TimeoutException e) {
            LOG.debug("a WebSocket was closed already", e);
            session.disconnect();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            session.disconnect();
        }
    }

    private static void await(Consumer<Callback> sending, Duration longest)
            throws IOException, InterruptedException, TimeoutException {
        CompletableFuture<Void> sent = new CompletableFuture<>();
        sending.accept(Callback.from(() -> sent.complete(null), sent::completeExceptionally));
        try {
            sent.get(longest.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        }
    }
}
