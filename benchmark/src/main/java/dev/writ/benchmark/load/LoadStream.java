package dev.writ.benchmark.load;

import dev.writ.benchmark.figures.Samples;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** One connection with one request and its stream. For the load's thread. */
final class LoadStream implements EventStreamParser.Listener, RunningStream {

    private final Check check;
    private final ByteBuffer request;
    private final Samples gaps;
    private final EventStreamParser parser = new EventStreamParser(this);
    private @Nullable SocketChannel channel;
    private long sentAt;
    private long firstAt;
    private long lastAt;
    private long longestGap;
    private long endedAt;
    /** Other threads look at it. */
    private volatile long tokens;

    LoadStream(Check check, ByteBuffer request, Samples gaps) {
        this.check = check;
        this.request = request;
        this.gaps = gaps;
    }

    void connect(Selector selector, InetSocketAddress address) throws IOException {
        channel = SocketChannel.open();
        channel.configureBlocking(false);
        boolean connected = channel.connect(address);
        channel.register(selector, connected ? SelectionKey.OP_WRITE : SelectionKey.OP_CONNECT, this);
    }

    /** Does what its channel is ready for. */
    void ready(SelectionKey key, ByteBuffer buffer) {
        SocketChannel open = (SocketChannel) key.channel();
        try {
            if (key.isConnectable() && open.finishConnect()) {
                key.interestOps(SelectionKey.OP_WRITE);
            }
            if (key.isWritable()) {
                open.write(request);
                if (!request.hasRemaining()) {
                    sentAt = System.nanoTime();
                    key.interestOps(SelectionKey.OP_READ);
                }
            }
            if (key.isReadable()) {
                read(open, buffer);
            }
        } catch (IOException e) {
            fail(String.valueOf(e.getMessage()));
        }
    }

    private void read(SocketChannel open, ByteBuffer buffer) throws IOException {
        buffer.clear();
        int count = open.read(buffer);
        if (count < 0) {
            fail("the connection was closed");
            return;
        }
        parser.feed(buffer.flip());
    }

    @Override
    public void head(String head) {
        if (!head.startsWith("HTTP/1.1 200 ")
                || !head.toLowerCase(java.util.Locale.ROOT).contains("chunked")) {
            fail("answered by " + head.lines().findFirst().orElse("nothing"));
        }
    }

    @Override
    public void event(String name, byte[] data, int from, int to) {
        long counted = check.take(name, data, from, to);
        if (counted > 0) {
            long now = System.nanoTime();
            if (firstAt == 0) {
                firstAt = now;
            } else {
                gaps.add(now - lastAt);
                longestGap = Math.max(longestGap, now - lastAt);
            }
            lastAt = now;
            tokens = counted;
        }
        if (check.isOver()) {
            endedAt = System.nanoTime();
        }
    }

    @Override
    public void end() {
        if (!check.isOver()) {
            check.fail("the answer ended before the stream's end");
        }
    }

    void fail(String what) {
        check.fail(what);
    }

    /** Whether nothing more is to come, or nothing that matters. */
    boolean isOver() {
        return check.isOver();
    }

    boolean hasText() {
        return firstAt != 0;
    }

    @Override
    public long tokens() {
        return tokens;
    }

    @Override
    public String executionId() {
        return check.executionId();
    }

    /** Closes the connection and says how the stream was. */
    StreamResult finish() throws IOException {
        if (channel != null) {
            channel.close();
        }
        return new StreamResult(
                check.trouble(), tokens, firstAt - sentAt, lastAt - firstAt, longestGap, lastAt, endedAt);
    }
}
