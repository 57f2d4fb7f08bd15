package dev.writ.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What clients see of a server that is told to stop. */
class DrainIT {

    private static final String HEAD = " HTTP/1.1\r\nHost: localhost\r\n\r\n";

    private final HttpServerFixture fixture = new HttpServerFixture();

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void answersWhileItDrainsAndSendsTheClientToAnotherConnection() {
        // Given
        fixture.server.drain();

        // When
        String answer = RawClient.exchange(fixture.port(), "GET /things/1" + HEAD);

        // Then
        assertThat(answer).startsWith("HTTP/1.1 200").containsIgnoringCase("\r\nconnection: close\r\n");
    }

    @Test
    void finishesARequestUnderWayWhenItStops() {
        // Given
        try (RawClient client = new RawClient(fixture.port());
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            client.send("GET /long" + HEAD);
            await().until(() -> fixture.longWorkBegun.getCount() == 0);

            // When
            CompletableFuture<Void> stopped = CompletableFuture.runAsync(fixture.server::close, threads);
            fixture.longWork.countDown();

            // Then
            assertThat(client.readToEnd()).startsWith("HTTP/1.1 200").endsWith("{\"done\":\"yes\"}");
            stopped.join();
        }
    }

    @Test
    void endsAStreamUnderWayInOrderSoThatItsClientResumes() {
        // Given
        try (RawClient client = new RawClient(fixture.port())) {
            client.send("GET /stream" + HEAD);
            await().until(() ->
                    fixture.meters.get("http.server.streams.active").gauge().value() == 1);

            // When
            fixture.server.close();

            // Then
            assertThat(client.readToEnd()).startsWith("HTTP/1.1 200").endsWith("\r\n0\r\n\r\n");
        }
    }
}
