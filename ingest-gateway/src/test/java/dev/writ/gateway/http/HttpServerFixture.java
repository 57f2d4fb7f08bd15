package dev.writ.gateway.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A server with short deadlines and routes that only echo. */
final class HttpServerFixture implements AutoCloseable {

    static final int MAX_BODY = 1024;
    static final Duration HEADER_TIMEOUT = Duration.ofMillis(1500);
    static final Duration BODY_TIMEOUT = Duration.ofSeconds(2);
    static final Duration IDLE_TIMEOUT = Duration.ofSeconds(1);

    final ScriptedSource source = new ScriptedSource();
    final AtomicInteger bodies = new AtomicInteger();
    final CountDownLatch longWorkBegun = new CountDownLatch(1);
    final CountDownLatch longWork = new CountDownLatch(1);
    final MeterRegistry meters = new SimpleMeterRegistry();
    final HttpServer server;

    HttpServerFixture() {
        this(100, 10, Optional.empty());
    }

    HttpServerFixture(int maxConnections, int maxStreams, Optional<TlsSettings> tls) {
        HttpSettings settings = new HttpSettings(
                "127.0.0.1",
                List.of("writ.example"),
                0,
                MAX_BODY,
                HEADER_TIMEOUT,
                BODY_TIMEOUT,
                IDLE_TIMEOUT,
                maxConnections,
                maxStreams,
                tls);
        server = HttpServer.start(
                settings,
                List.of(
                        Route.post("/echo", this::echo),
                        Route.get("/things/{id}", exchange -> Answer.ok(json("id", exchange.pathParameter("id")))),
                        Route.put("/things/{id}", this::echo),
                        Route.get("/fails", _ -> {
                            throw new IllegalStateException("secret detail");
                        }),
                        Route.post("/refuses", _ -> {
                            throw new ProblemException(Problems.ofStatus(503));
                        }),
                        Route.get("/long", _ -> {
                            longWorkBegun.countDown();
                            longWork.await();
                            return Answer.ok(json("done", "yes"));
                        }),
                        Route.get("/made", _ -> new Answer.Made("text/csv", new Rows(3))),
                        Route.get("/cut", _ -> new Answer.Made("text/csv", new Rows(Integer.MAX_VALUE))),
                        Route.get("/stream", _ -> new Answer.Events(source, Map.of()))),
                List.of(),
                meters);
    }

    /** Rows of which the one behind the 50,000th cannot be made. */
    private record Rows(int count) implements Download {
        @Override
        public void writeTo(OutputStream out) throws IOException {
            for (int row = 0; row < count; row++) {
                if (row == 50_000) {
                    throw new IOException("the database has gone");
                }
                out.write("row\n".getBytes(StandardCharsets.UTF_8));
            }
        }

        @Override
        public void close() {}
    }

    int port() {
        return server.port();
    }

    private Answer echo(Exchange exchange) throws InterruptedException {
        byte[] body = exchange.body();
        bodies.incrementAndGet();
        return Answer.ok(json("body", new String(body, StandardCharsets.UTF_8)));
    }

    private static ObjectNode json(String name, String value) {
        return JsonNodeFactory.instance.objectNode().put(name, value);
    }

    @Override
    public void close() {
        longWork.countDown();
        server.close();
    }
}
