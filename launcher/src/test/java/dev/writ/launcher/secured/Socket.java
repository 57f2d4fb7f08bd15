package dev.writ.launcher.secured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A WebSocket on the gateway that keeps what it is told. */
final class Socket implements WebSocket.Listener, AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Queue<String> told = new ConcurrentLinkedQueue<>();
    private final StringBuilder text = new StringBuilder();
    private final HttpClient http = HttpClient.newHttpClient();
    private final WebSocket socket;

    Socket(URI gateway, String query) {
        URI url = URI.create("ws://" + gateway.getAuthority() + "/ws?" + query);
        socket = http.newWebSocketBuilder().buildAsync(url, this).join();
    }

    /** Waits until one message has all of these texts. */
    void awaits(String... texts) {
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(told).anyMatch(message -> Stream.of(texts).allMatch(message::contains)));
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        text.append(data);
        if (last) {
            told.add(text.toString());
            text.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public void close() {
        socket.abort();
        http.shutdownNow();
    }
}
