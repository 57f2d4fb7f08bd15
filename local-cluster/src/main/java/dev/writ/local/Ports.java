package dev.writ.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** TCP ports of the loopback interface. */
public final class Ports {

    /** The address that everything here listens on. */
    public static final String LOOPBACK = "127.0.0.1";

    private static final int FIRST_FREE = 20_000;
    private static final int LAST_FREE = 32_000;
    private static final int MOST_TRIES = 200;
    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private Ports() {}

    /**
     * A port that was free a moment ago. Below those that systems give to outgoing connections (from 32768 on Linux, 49152 on
     * a Mac), any of which could take it until it is listened on. Never the same twice in one process.
     */
    public static int free() {
        @Nullable IOException last = null;
        for (int tried = 0; tried < MOST_TRIES; tried++) {
            try (ServerSocket socket = bind(ThreadLocalRandom.current().nextInt(FIRST_FREE, LAST_FREE + 1))) {
                if (GIVEN.add(socket.getLocalPort())) {
                    return socket.getLocalPort();
                }
            } catch (IOException e) {
                last = e;
            }
        }
        throw new UncheckedIOException("no free port", last == null ? new IOException("all were given away") : last);
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
