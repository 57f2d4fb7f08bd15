package dev.writ.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** TCP ports of the loopback interface. */
public final class Ports {

    /** The address that everything here listens on. */
    public static final String LOOPBACK = "127.0.0.1";

    private Ports() {}

    /** A port that was free a moment ago. */
    public static int free() {
        try (ServerSocket socket = bind(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no free port", e);
        }
    }

    /**
     * The wanted port, or a free one for 0.
     *
     * @param what who wants it, for the exception
     * @param wanted 0 to 65535
     * @throws PortTakenException if another process listens there
     */
    public static int resolve(String what, int wanted) {
        if (wanted == 0) {
            return free();
        }
        try (ServerSocket socket = bind(wanted)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            PortTakenException taken = new PortTakenException(what, wanted);
            taken.initCause(e);
            throw taken;
        }
    }

    private static ServerSocket bind(int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }
}
