package dev.writ.benchmark.overhead;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executors;

/** A provider on this machine that speaks the OpenAI dialect: five words after a fixed time. The same for both ways to it. */
final class ProviderServer implements AutoCloseable {

    /** The path of its API. */
    static final String BASE = "/v1";

    private static final String CHUNK = """
            data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"bench","choices":[{"index":0,"delta":{%s},"finish_reason":%s}]}

            """;
    private static final int WORDS = 5;

    private final HttpServer server;
    private final Duration thinking;

    private ProviderServer(HttpServer server, Duration thinking) {
        this.server = server;
        this.thinking = thinking;
    }

    /**
     * Starts it.
     *
     * @param thinking the time before the first word
     */
    static ProviderServer start(Duration thinking) throws IOException {
        // The JDK's server otherwise holds small writes back (Nagle's algorithm).
        System.setProperty("sun.net.httpserver.nodelay", "true");
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        ProviderServer provider = new ProviderServer(server, thinking);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext(BASE + "/chat/completions", provider::answer);
        server.start();
        return provider;
    }

    /** What clients append /chat/completions to. */
    URI baseUrl() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + BASE);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            OutputStream out = exchange.getResponseBody();
            Thread.sleep(thinking);
            for (int word = 0; word < WORDS; word++) {
                write(out, CHUNK.formatted("\"content\":\"word \"", "null"));
            }
            write(out, CHUNK.formatted("", "\"stop\"") + "data: [DONE]\n\n");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
