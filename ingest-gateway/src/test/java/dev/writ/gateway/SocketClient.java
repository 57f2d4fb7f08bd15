package dev.writ.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A WebSocket client that keeps what it is told. */
final class SocketClient implements WebSocket.Listener, AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PATIENCE_SECONDS = 15;

    final BlockingQueue<JsonNode> messages = new LinkedBlockingQueue<>();
    final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private final StringBuilder text = new StringBuilder();
    private final WebSocket socket;
    private final boolean reads;

    /** Connects, and reads as long as it is told to. */
    SocketClient(GatewayFixture gateway, String query, boolean reads, String... headers) {
        this.reads = reads;
        WebSocket.Builder builder = http.newWebSocketBuilder().connectTimeout(Duration.ofSeconds(PATIENCE_SECONDS));
        for (int index = 0; index < headers.length; index += 2) {
            builder.header(headers[index], headers[index + 1]);
        }
        this.socket = builder.buildAsync(URI.create("ws://127.0.0.1:" + gateway.gateway.port() + "/ws?" + query), this)
                .join();
    }

    SocketClient(GatewayFixture gateway, String query) {
        this(gateway, query, true);
    }

    /** Begins to read, if it did not before. */
    void read() {
        socket.request(Long.MAX_VALUE);
    }

    /** The next message, of whatever type. */
    JsonNode next() {
        try {
            return Objects.requireNonNull(messages.poll(PATIENCE_SECONDS, TimeUnit.SECONDS), "no message came");
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** So many messages that have a number. */
    List<JsonNode> numbered(int count) {
        List<JsonNode> all = new ArrayList<>();
        while (all.size() < count) {
            JsonNode message = next();
            if (message.has("seq")) {
                all.add(message);
            }
        }
        return all;
    }

    @Override
    public void onOpen(WebSocket opened) {
        if (reads) {
            opened.request(Long.MAX_VALUE);
        }
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        text.append(data);
        if (last) {
            try {
                messages.add(JSON.readTree(text.toString()));
            } catch (JsonProcessingException e) {
                closed.completeExceptionally(e);
            }
            text.setLength(0);
        }
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        closed.complete(code);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        closed.completeExceptionally(error);
    }

    @Override
    public void close() {
        socket.abort();
        http.shutdownNow();
    }
}
