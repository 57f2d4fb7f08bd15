package dev.writ.torture.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.writ.local.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RelayTest {

    private static final InetAddress LOOPBACK = InetAddress.ofLiteral(Ports.LOOPBACK);

    private final ServerSocket server = new ServerSocket(0, 0, LOOPBACK);
    private final Relay relay = Relay.start(server.getLocalPort());

    RelayTest() throws IOException {}

    @AfterEach
    void close() throws IOException {
        relay.close();
        server.close();
    }

    @Test
    void passesBytesOnInBothDirections() throws IOException {
        try (Socket client = new Socket(LOOPBACK, relay.port());
                Socket upstream = server.accept()) {
            // When
            client.getOutputStream().write(1);
            int asked = upstream.getInputStream().read();
            upstream.getOutputStream().write(2);
            int answered = client.getInputStream().read();

            // Then
            assertThat(asked).isEqualTo(1);
            assertThat(answered).isEqualTo(2);
        }
    }

    @Test
    void holdsAnswersBack() throws IOException {
        try (Socket client = new Socket(LOOPBACK, relay.port());
                Socket upstream = server.accept()) {
            // Given
            Duration delay = Duration.ofMillis(200);
            relay.holdBack(delay);

            // When
            long begun = System.nanoTime();
            upstream.getOutputStream().write(2);
            client.getInputStream().read();
            Duration took = Duration.ofNanos(System.nanoTime() - begun);

            // Then
            assertThat(took).isGreaterThanOrEqualTo(delay);
        }
    }

    @Test
    void cutsTheClientWhenTheServerEnds() throws IOException {
        try (Socket client = new Socket(LOOPBACK, relay.port())) {
            // When
            server.accept().close();

            // Then
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
    }
}
