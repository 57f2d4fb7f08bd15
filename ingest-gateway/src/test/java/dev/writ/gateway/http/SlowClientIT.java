package dev.writ.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.writ.gateway.http.EventSource.Event;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients that take their time, and what stays of them. */
@SuppressWarnings("NullAway.Init") // JUnit sets the field up.
class SlowClientIT {

    private static final String CLOSE = "Host: localhost\r\nConnection: close\r\n";

    private static final String LAST_CHUNK = "\r\n0\r\n\r\n";

    private HttpServerFixture fixture;

    @BeforeEach
    void start() {
        fixture = new HttpServerFixture();
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void closesAConnectionWhoseHeadDripsIn() {
        try (RawClient client = new RawClient(fixture.port())) {
            long start = System.nanoTime();
            client.send("GET /things/1 HTTP/1.1\r\nX: ");
            await().atMost(Duration.ofSeconds(5))
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> isRefused(client));
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(HttpServerFixture.HEADER_TIMEOUT);
        }
    }

    @Test
    void closesAConnectionThatStaysSilentAfterAResponse() {
        try (RawClient client = new RawClient(fixture.port())) {
            client.send("GET /things/1 HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(client.readToEnd()).endsWith("{\"id\":\"1\"}");
        }
    }

    @Test
    void answers408ToABodyThatDripsIn() {
        try (RawClient client = new RawClient(fixture.port())) {
            client.send("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n");
            List<Integer> sent = new ArrayList<>();
            Thread dripping = Thread.startVirtualThread(() -> await().pollInterval(Duration.ofMillis(50))
                    .atMost(Duration.ofSeconds(5))
                    .until(() -> isRefused(client) || sent.size() > 1000 || !sent.add(1)));
            assertThat(client.readToEnd())
                    .startsWith("HTTP/1.1 408 ")
                    .contains("Connection: close\r\n")
                    .contains("\"code\":\"request_timeout\"");
            dripping.interrupt();
        }
        assertThat(fixture.bodies).hasValue(0);
    }

    @Test
    void waitsForAHandlerLongerThanAConnectionMayBeSilent() throws InterruptedException {
        try (RawClient client = new RawClient(fixture.port())) {
            client.send("GET /long HTTP/1.1\r\n" + CLOSE + "\r\n");
            Thread.ofVirtual()
                    .start(() -> await().pollDelay(HttpServerFixture.IDLE_TIMEOUT.multipliedBy(2))
                            .until(() -> {
                                fixture.longWork.countDown();
                                return true;
                            }));
            assertThat(client.readToEnd()).startsWith("HTTP/1.1 200 ").endsWith("{\"done\":\"yes\"}");
        }
    }

    @Test
    void keepsASilentEventStreamAliveByComments() {
        try (RawClient client = new RawClient(fixture.port())) {
            client.send("GET /stream HTTP/1.1\r\n" + CLOSE + "\r\n");
            String beginning = client.readUntil(": ping\n\n")
                    + client.readUntil(": ping\n\n")
                    + client.readUntil(": ping\n\n")
                    + client.readUntil(": ping\n\n");
            assertThat(beginning).contains("Content-Type: text/event-stream\r\n");
            fixture.source.steps.add(new Event("1.0.5", "streaming:update", "{\"delta\":\"a\"}"));
            fixture.source.steps.add(new EventSource.End());
            assertThat(client.readToEnd()).contains("event: streaming:update\nid: 1.0.5\ndata: {\"delta\":\"a\"}\n\n");
        }
        await().untilTrue(fixture.source.closed);
    }

    @Test
    void noticesThatAReaderHasGone() {
        try (RawClient client = new RawClient(fixture.port())) {
            client.send("GET /stream HTTP/1.1\r\nHost: localhost\r\n\r\n");
            client.readUntil(": stream\n\n");
        }
        await().atMost(Duration.ofSeconds(5)).untilTrue(fixture.source.closed);
    }

    @Test
    void cutsABodyShortThatCannotBeMadeWhole() {
        try (RawClient client = new RawClient(fixture.port())) {
            client.send("GET /made HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(client.readUntil(LAST_CHUNK))
                    .contains("Content-Type: text/csv\r\n")
                    .contains("row\nrow\nrow\n");
            client.send("GET /cut HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(client.readToEnd())
                    .startsWith("HTTP/1.1 200 ")
                    .contains("row\n")
                    .doesNotContain(LAST_CHUNK);
        }
        assertThat(RawClient.exchange(fixture.port(), "HEAD /cut HTTP/1.1\r\n" + CLOSE + "\r\n"))
                .startsWith("HTTP/1.1 200 ")
                .doesNotContain("row");
    }

    @Test
    void takesNoMoreStreamsThanConfigured() {
        try (HttpServerFixture small = new HttpServerFixture(10, 1, Optional.empty());
                RawClient first = new RawClient(small.port())) {
            first.send("GET /stream HTTP/1.1\r\nHost: localhost\r\n\r\n");
            first.readUntil(": stream\n\n");
            String second = RawClient.exchange(small.port(), "GET /stream HTTP/1.1\r\n" + CLOSE + "\r\n");
            assertThat(second)
                    .startsWith("HTTP/1.1 503 ")
                    .contains("too_many_streams")
                    .contains("Retry-After: 1\r\n");
            assertThat(small.meters
                            .get("http.server.requests")
                            .tags("uri", "/stream", "status", "503")
                            .timer()
                            .count())
                    .isEqualTo(1);
            first.hangUp();
            await().untilAsserted(() -> assertThat(small.meters
                            .get("http.server.streams.active")
                            .gauge()
                            .value())
                    .isZero());
        }
    }

    @Test
    void leavesNewConnectionsWaitingWhileTooManyAreOpen() {
        try (HttpServerFixture small = new HttpServerFixture(1, 1, Optional.empty());
                RawClient first = new RawClient(small.port())) {
            first.send("GET /stream HTTP/1.1\r\nHost: localhost\r\n\r\n");
            first.readUntil(": stream\n\n");
            try (RawClient second = new RawClient(small.port())) {
                second.send("GET /things/1 HTTP/1.1\r\n" + CLOSE + "\r\n");
                small.source.steps.add(new EventSource.End());
                first.hangUp();
                assertThat(second.readToEnd()).startsWith("HTTP/1.1 200 ");
            }
        }
    }

    @Test
    void endsStreamsFirstWhenItStops() {
        try (RawClient client = new RawClient(fixture.port())) {
            client.send("GET /stream HTTP/1.1\r\nHost: localhost\r\n\r\n");
            client.readUntil(": stream\n\n");
            long start = System.nanoTime();
            fixture.server.close();
            assertThat(client.readToEnd()).doesNotContain("event:");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        }
    }

    private static boolean isRefused(RawClient client) {
        try {
            client.send("x");
            return false;
        } catch (UncheckedIOException e) {
            return true;
        }
    }
}
