package dev.writ.torture.fleet;

import dev.writ.local.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Passes connections on to another port on loopback, and can hold back each piece of an answer. What cannot be passed on cuts the
 * connection, on both sides. Safe for use by several threads.
 */
final class Relay implements AutoCloseable {

    private static final int BUFFER_BYTES = 16 * 1024;

    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ServerSocket listener;
    private final int server;
    private volatile Duration delay = Duration.ZERO;

    private Relay(ServerSocket listener, int server) {
        this.listener = listener;
        this.server = server;
    }

    /**
     * Listens at a free port.
     *
     * @param server the port to pass on to, where nobody need listen yet
     * @throws IOException if there is no free port
     */
    static Relay start(int server) throws IOException {
        Relay relay = new Relay(new ServerSocket(0, 0, loopback()), server);
        Thread.ofVirtual().start(relay::accept);
        return relay;
    }

    private static InetAddress loopback() {
        return InetAddress.ofLiteral(Ports.LOOPBACK);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** How long each piece of an answer is held back from now on; zero for not at all. */
    void holdBack(Duration time) {
        delay = time;
    }

    private void accept() {
        for (Optional<Socket> next = next(); next.isPresent(); next = next()) {
            Socket client = next.get();
            Thread.ofVirtual().start(() -> join(client));
        }
    }

    /** Empty when it is closed. */
    private Optional<Socket> next() {
        try {
            return Optional.of(listener.accept());
        } catch (IOException _) { // Closed.
            return Optional.empty();
        }
    }

    private void join(Socket client) {
        try (client;
                Socket upstream = new Socket(loopback(), server)) {
            open.add(client);
            Thread.ofVirtual().start(() -> pass(upstream, client, true));
            pass(client, upstream, false);
        } catch (IOException _) { // The server is away, which the client sees by its end.
            return;
        } finally {
            open.remove(client);
        }
    }

    /** Until one of them ends; then both do. */
    private void pass(Socket from, Socket to, boolean answers) {
        byte[] buffer = new byte[BUFFER_BYTES];
        try (from;
                to) {
            for (int read = from.getInputStream().read(buffer);
                    read >= 0;
                    read = from.getInputStream().read(buffer)) {
                if (answers) {
                    Thread.sleep(delay);
                }
                to.getOutputStream().write(buffer, 0, read);
            }
        } catch (IOException _) { // One of them is gone, and the other one is told by its end.
            return;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Cuts all connections. */
    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket client : open) {
            client.close();
        }
    }
}
