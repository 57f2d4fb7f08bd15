package dev.writ.benchmark.gateway;

import dev.writ.benchmark.figures.Samples;
import dev.writ.benchmark.path.Run;
import dev.writ.benchmark.path.Spent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Clients that ask the same again as soon as they have an answer, all on the calling thread. The time of an answer counts from
 * when it was asked for, so these are the times of that many clients, and not those at a rate.
 *
 * @param port of the server on this machine
 * @param path that is posted to
 * @param header one more line of the head, with its end; may be empty
 * @param bodies the JSON text that a client posts, by its number from 0
 * @param expected the status of all answers
 */
record ClosedLoop(int port, String path, String header, IntFunction<String> bodies, int expected) {

    private static final String HOST = "127.0.0.1";
    private static final int BUFFER_BYTES = 1 << 16;
    private static final long LONGEST_SELECT_MILLIS = 20;
    private static final Duration LAST_WITHIN = Duration.ofSeconds(60);
    private static final double NANOS = 1e9;

    /**
     * Runs for a time, and until the last answers have come, which do not count any more.
     *
     * @param clients 1 or more
     * @param time zero to have each ask once, of which nothing counts
     * @throws IOException if an answer is not as expected, or does not come within a minute
     */
    Run run(int clients, Duration time) throws IOException {
        List<Client> all = new ArrayList<>();
        try (Selector selector = Selector.open()) {
            for (int number = 0; number < clients; number++) {
                all.add(Client.connect(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                        request(number),
                        expected,
                        selector));
            }
            return run(selector, all, time);
        } finally {
            for (Client client : all) {
                client.close();
            }
        }
    }

    /** The bytes of a client's request. */
    private byte[] request(int number) {
        byte[] body = bodies.apply(number).getBytes(StandardCharsets.UTF_8);
        String head = "POST " + path + " HTTP/1.1\r\nHost: " + HOST + ":" + port
                + "\r\nContent-Type: application/json\r\n" + header + "Content-Length: " + body.length + "\r\n\r\n";
        byte[] bytes = new byte[head.length() + body.length];
        System.arraycopy(head.getBytes(StandardCharsets.US_ASCII), 0, bytes, 0, head.length());
        System.arraycopy(body, 0, bytes, head.length(), body.length);
        return bytes;
    }

    private static Run run(Selector selector, List<Client> clients, Duration time) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
        Samples times = new Samples();
        Spent before = Spent.untilNow("");
        long begun = System.nanoTime();
        for (Client client : clients) {
            client.ask();
        }
        while (System.nanoTime() - begun < time.toNanos()) {
            for (Client client : whole(selector, buffer, times)) {
                client.ask();
            }
        }
        double seconds = (System.nanoTime() - begun) / NANOS;
        Spent spent = Spent.untilNow("").since(before);
        int count = times.count();
        awaitLast(selector, buffer, clients.size());
        if (count == 0 && !time.isZero()) {
            throw new IOException("no answer came within " + time.toMillis() + " ms");
        }
        return new Run(Math.max(1, count), seconds, times, 0, spent);
    }

    /** One answer for each client is still to come. */
    private static void awaitLast(Selector selector, ByteBuffer buffer, int clients) throws IOException {
        Samples uncounted = new Samples();
        long deadline = System.nanoTime() + LAST_WITHIN.toNanos();
        while (uncounted.count() < clients) {
            whole(selector, buffer, uncounted);
            if (System.nanoTime() > deadline) {
                throw new IOException((clients - uncounted.count()) + " answers did not come within "
                        + LAST_WITHIN.toSeconds() + " s");
            }
        }
    }

    /** The clients whose answers have become whole. */
    private static List<Client> whole(Selector selector, ByteBuffer buffer, Samples times) throws IOException {
        selector.select(LONGEST_SELECT_MILLIS);
        List<Client> whole = new ArrayList<>();
        for (SelectionKey key : selector.selectedKeys()) {
            if (key.attachment() instanceof Client client && client.read(buffer, times)) {
                whole.add(client);
            }
        }
        selector.selectedKeys().clear();
        return whole;
    }
}
