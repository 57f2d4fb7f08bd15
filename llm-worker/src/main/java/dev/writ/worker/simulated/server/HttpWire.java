package dev.writ.worker.simulated.server;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The way back to the client (RFC 9112). Each call is one write, so that what it says goes out at once. */
final class HttpWire {

    private static final String STREAM_HEAD =
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-cache\r\n";

    private final Socket socket;
    private final OutputStream out;

    HttpWire(Socket socket) throws IOException {
        this.socket = socket;
        this.out = socket.getOutputStream();
    }

    /** The head of a stream in chunks; the connection stays open for the next call. */
    void chunkedHead() throws IOException {
        raw(STREAM_HEAD + "Transfer-Encoding: chunked\r\n\r\n");
    }

    /** The head of a stream that claims a length. */
    void headWithLength(long length) throws IOException {
        raw(STREAM_HEAD + "Content-Length: " + length + "\r\n\r\n");
    }

    void chunk(String text) throws IOException {
        chunk(text.getBytes(StandardCharsets.UTF_8));
    }

    void chunk(byte[] bytes) throws IOException {
        byte[] size = (Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        byte[] whole = new byte[size.length + bytes.length + 2];
        System.arraycopy(size, 0, whole, 0, size.length);
        System.arraycopy(bytes, 0, whole, size.length, bytes.length);
        whole[whole.length - 2] = '\r';
        whole[whole.length - 1] = '\n';
        out.write(whole);
    }

    void lastChunk() throws IOException {
        raw("0\r\n\r\n");
    }

    /** A whole answer; more headers each with their line end. */
    void json(int status, String moreHeaders, String body) throws IOException {
        raw(String.format(
                Locale.ROOT,
                "HTTP/1.1 %d Simulated\r\nContent-Type: application/json\r\n%sContent-Length: %d\r\n\r\n%s",
                status,
                moreHeaders,
                body.getBytes(StandardCharsets.UTF_8).length,
                body));
    }

    void raw(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Closes the connection in mid-answer. */
    void cut() throws IOException {
        socket.close();
    }

    /** Closes the connection with a reset. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }
}
