package dev.writ.benchmark.load;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A reader that takes a kibibyte of its stream and then nothing more. It speaks HTTP/2 (RFC 9113), where a client says how
 * much may be sent: over HTTP/1.1 on one machine, the kernel's buffers would read in its place.
 */
public final class SlowReader implements AutoCloseable {

    private static final int WINDOW_BYTES = 1_024;
    private static final int SETTINGS = 4;
    private static final int HEADERS = 1;
    private static final int DATA = 0;
    private static final int RST_STREAM = 3;
    private static final int GOAWAY = 7;
    private static final int END_STREAM = 1;
    private static final int END_HEADERS = 4;
    private static final int INITIAL_WINDOW_SIZE = 4;
    private static final int LAST_READS_MILLIS = 1_000;

    private final Socket socket;

    private SlowReader(Socket socket) {
        this.socket = socket;
    }

    /** Asks for the stream and reads nothing. */
    public static SlowReader open(StreamPlan plan) throws IOException {
        Socket socket = new Socket(plan.url().getHost(), plan.url().getPort());
        byte[] body = plan.body(plan.streams()).getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        byte[] window = ByteBuffer.allocate(6)
                .putShort((short) INITIAL_WINDOW_SIZE)
                .putInt(WINDOW_BYTES)
                .array();
        frame(bytes, SETTINGS, 0, 0, window);
        frame(bytes, HEADERS, END_HEADERS, 1, head(plan));
        frame(bytes, DATA, END_STREAM, 1, body);
        socket.getOutputStream().write(bytes.toByteArray());
        return new SlowReader(socket);
    }

    /** Looks at last at what was sent: how much of the stream, and whether the gateway gave the reader up. */
    public String look() throws IOException {
        socket.setSoTimeout(LAST_READS_MILLIS);
        DataInputStream in = new DataInputStream(socket.getInputStream());
        long taken = 0;
        try {
            while (true) {
                int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
                int type = in.readUnsignedByte();
                in.skipNBytes(5L + length);
                if (type == DATA) {
                    taken += length;
                } else if (type == RST_STREAM || type == GOAWAY) {
                    return "took " + taken + " bytes and was cut";
                }
            }
        } catch (EOFException _) {
            return "took " + taken + " bytes and was cut";
        } catch (SocketTimeoutException _) {
            return "took " + taken + " bytes and is still waited for";
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private static byte[] head(StreamPlan plan) {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        Map.of(
                        ":method",
                        "POST",
                        ":scheme",
                        "http",
                        ":path",
                        "/api/atom-agent/chat/stream",
                        ":authority",
                        plan.url().getAuthority())
                .forEach((name, value) -> literal(head, name, value));
        literal(head, "content-type", "application/json");
        literal(head, "accept", "text/event-stream");
        return head.toByteArray();
    }

    /** A field as a literal without indexing and Huffman code (RFC 7541, section 6.2.2); shorter than 127 bytes each. */
    private static void literal(ByteArrayOutputStream head, String name, String value) {
        head.write(0);
        head.write(name.length());
        head.writeBytes(name.getBytes(StandardCharsets.US_ASCII));
        head.write(value.length());
        head.writeBytes(value.getBytes(StandardCharsets.US_ASCII));
    }

    private static void frame(ByteArrayOutputStream bytes, int type, int flags, int stream, byte[] payload) {
        bytes.writeBytes(ByteBuffer.allocate(9)
                .put((byte) (payload.length >> 16))
                .putShort((short) payload.length)
                .put((byte) type)
                .put((byte) flags)
                .putInt(stream)
                .array());
        bytes.writeBytes(payload);
    }
}
