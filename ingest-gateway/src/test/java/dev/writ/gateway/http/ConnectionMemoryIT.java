package dev.writ.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Connections that wait by the thousand must not fill the heap with what only speeds the reading of a head. */
class ConnectionMemoryIT {

    /** So few that all have been asked before the first is closed for being idle. */
    private static final int CONNECTIONS = 100;

    private static final long MOST_BYTES_EACH = 60_000;
    private static final String REQUEST =
            "GET /nothing HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: test\r\nAccept: application/json\r\n\r\n";

    @Test
    void takesLittleHeapForAConnectionThatIsUsedAgain() {
        List<RawClient> clients = new ArrayList<>();
        try (HttpServerFixture fixture = new HttpServerFixture(CONNECTIONS + 1, 10, Optional.empty())) {
            // Given
            clients.add(asked(fixture.port()));
            long before = usedBytes();

            // When
            for (int i = 0; i < CONNECTIONS; i++) {
                clients.add(asked(fixture.port()));
            }

            // Then
            assertThat((usedBytes() - before) / CONNECTIONS).as("bytes each").isLessThan(MOST_BYTES_EACH);
        } finally {
            clients.forEach(RawClient::hangUp);
        }
    }

    /** A connection that has answered twice. */
    private static RawClient asked(int port) {
        RawClient client = new RawClient(port);
        for (int i = 0; i < 2; i++) {
            client.send(REQUEST).readUntil("}");
        }
        return client;
    }

    private static long usedBytes() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
