package dev.writ.worker.simulated.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The simulated model behind HTTP/1.1 on the loopback interface: POST /v1/chat/completions, POST /v1/messages and GET
 * /v1/models. Model ids ask for faults, see {@link ServerFault}. No key is checked. A server of its own on plain sockets,
 * because broken answers are what it is for.
 */
public final class SimulatedServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SimulatedServer.class);
    /** Connections that may wait to be accepted: thousands of streams may begin at once. */
    private static final int BACKLOG = 4096;

    private final ServerSocket server;
    private final ServerSettings settings;
    private final AtomicLong calls = new AtomicLong();
    private final Set<Connection> open = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private SimulatedServer(ServerSocket server, ServerSettings settings) {
        this.server = server;
        this.settings = settings;
    }

    /**
     * Starts to answer.
     *
     * @throws IOException if the port is taken
     */
    public static SimulatedServer start(ServerSettings settings) throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), settings.port()), BACKLOG);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
        SimulatedServer started = new SimulatedServer(socket, settings);
        started.threads.execute(started::accept);
        return started;
    }

    /** The port it answers on. */
    public int port() {
        return server.getLocalPort();
    }

    /** What a client of the OpenAI dialect takes as its base URL. */
    public URI openAiBaseUrl() {
        return URI.create(anthropicBaseUrl() + "/v1");
    }

    /** What a client of the Anthropic dialect takes as its base URL. */
    public URI anthropicBaseUrl() {
        return URI.create("http://" + server.getInetAddress().getHostAddress() + ":" + port());
    }

    /** Breaks the running answers off, and closes the journal. */
    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            LOG.warn("The simulated server's socket could not be closed", e);
        }
        open.forEach(Connection::stop);
        threads.shutdownNow();
        threads.close();
        settings.journal().close();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                threads.execute(() -> serve(socket));
            } catch (SocketException e) {
                LOG.debug("The simulated server accepts no more", e);
            } catch (IOException e) {
                LOG.warn("A connection could not be accepted", e);
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            Connection connection = new Connection(socket, settings, calls);
            open.add(connection);
            try {
                connection.serve();
            } finally {
                open.remove(connection);
            }
        } catch (IOException e) {
            LOG.debug("A connection ended", e);
        }
    }
}
