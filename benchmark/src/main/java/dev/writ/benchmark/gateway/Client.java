package dev.writ.benchmark.gateway;

import dev.writ.benchmark.figures.Samples;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** A client that waits for each answer before it asks again, over one connection. For the loop's thread. */
final class Client implements AutoCloseable {

    private final SocketChannel channel;
    private final byte[] request;
    private final int expected;
    private final AnswerReader answers = new AnswerReader();
    private long sentAt;

    private Client(SocketChannel channel, byte[] request, int expected) {
        this.channel = channel;
        this.request = request;
        this.expected = expected;
    }

    /**
     * Connects.
     *
     * @param request head and body, the same each time
     * @param expected the status of all answers
     */
    static Client connect(InetSocketAddress server, byte[] request, int expected, Selector selector)
            throws IOException {
        SocketChannel channel = SocketChannel.open(server);
        Client client = new Client(channel, request, expected);
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ, client);
        return client;
    }

    /** Asks. */
    void ask() throws IOException {
        sentAt = System.nanoTime();
        ByteBuffer bytes = ByteBuffer.wrap(request);
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /**
     * Reads what is there.
     *
     * @param buffer to read with
     * @param times takes the time from asking to the whole answer
     * @return whether the answer is whole
     * @throws IOException if it is not as expected
     */
    boolean read(ByteBuffer buffer, Samples times) throws IOException {
        buffer.clear();
        if (channel.read(buffer) < 0) {
            throw new IOException("the server has closed a connection");
        }
        if (!answers.take(buffer.flip())) {
            return false;
        }
        times.add(System.nanoTime() - sentAt);
        if (answers.status() != expected) {
            throw new IOException("the server answered " + answers.status() + " rather than " + expected);
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
