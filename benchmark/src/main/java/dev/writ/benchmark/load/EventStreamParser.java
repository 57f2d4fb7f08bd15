package dev.writ.benchmark.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Takes an HTTP/1.1 answer apart as its bytes come: head, chunks, and the server-sent events in them. Lean, not lenient. */
final class EventStreamParser {

    /** What the bytes say. */
    interface Listener {
        /** The answer's head, from the status line on. */
        void head(String head);

        /** An event; the bytes are the parser's and hold only during the call. */
        void event(String name, byte[] data, int from, int to);

        /** The answer is over. */
        void end();
    }

    private enum State {
        HEAD,
        SIZE,
        DATA,
        AFTER_DATA,
        OVER
    }

    private static final int FIRST_CAPACITY = 512;
    private static final String EVENT = "event: ";
    private static final byte[] DATA = "data: ".getBytes(StandardCharsets.US_ASCII);

    private final Listener listener;
    private State state = State.HEAD;
    private byte[] line = new byte[FIRST_CAPACITY];
    private int length;
    private int chunkLeft;
    private String event = "";
    private byte[] body = new byte[FIRST_CAPACITY];
    private int bodyLength;

    EventStreamParser(Listener listener) {
        this.listener = listener;
    }

    /** Takes all bytes. */
    void feed(ByteBuffer bytes) {
        while (bytes.hasRemaining() && state != State.OVER) {
            byte next = bytes.get();
            switch (state) {
                case HEAD -> head(next);
                case SIZE -> size(next);
                case DATA -> {
                    body(next);
                    if (--chunkLeft == 0) {
                        state = State.AFTER_DATA;
                    }
                }
                case AFTER_DATA -> state = next == '\n' ? State.SIZE : State.AFTER_DATA;
                case OVER -> throw new IllegalStateException("behind the end");
            }
        }
    }

    private void head(byte next) {
        append(next);
        if (next == '\n' && length >= 4 && line[length - 3] == '\n') {
            listener.head(new String(line, 0, length, StandardCharsets.ISO_8859_1));
            length = 0;
            chunkLeft = 0;
            state = State.SIZE;
        }
    }

    private void size(byte next) {
        if (next == '\n') {
            state = chunkLeft == 0 ? State.OVER : State.DATA;
            if (state == State.OVER) {
                listener.end();
            }
        } else if (next != '\r') {
            chunkLeft = 16 * chunkLeft + Character.digit(next, 16);
        }
    }

    private void body(byte next) {
        if (next != '\n') {
            append(next);
            return;
        }
        if (length == 0) {
            if (bodyLength > 0) {
                listener.event(event, body, 0, bodyLength);
            }
            event = "";
            bodyLength = 0;
        } else if (line[0] == 'e') {
            event = new String(line, EVENT.length(), length - EVENT.length(), StandardCharsets.US_ASCII);
        } else if (Arrays.equals(line, 0, Math.min(length, DATA.length), DATA, 0, DATA.length)) {
            bodyLength = length - DATA.length;
            body = body.length < bodyLength ? new byte[line.length] : body;
            System.arraycopy(line, DATA.length, body, 0, bodyLength);
        }
        length = 0;
    }

    private void append(byte next) {
        if (length == line.length) {
            line = Arrays.copyOf(line, 2 * length);
        }
        line[length++] = next;
    }
}
