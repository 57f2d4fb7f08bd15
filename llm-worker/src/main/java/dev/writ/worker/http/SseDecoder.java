package dev.writ.worker.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Decodes an event stream (WHATWG HTML, section 9.2.6) as its bytes come. Not safe for use by several threads.
 *
 * <p>Works on bytes up to the end of a line and decodes whole lines only: the line ends CR, LF and CRLF are ASCII, so a
 * character that is split between two network reads is whole again before it is decoded. Fields other than event and data
 * are of no use here and are left out. An event without its closing blank line at the end of the stream is dropped, as
 * the standard says: nobody knows whether it is whole.
 */
final class SseDecoder {

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final int mostBytes;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final StringBuilder data = new StringBuilder();
    private String type = "";
    private boolean hasData;
    private boolean afterCarriageReturn;
    private boolean firstLine = true;

    /**
     * A decoder at the start of a stream.
     *
     * @param mostBytes longest line, and longest data of one event, in bytes and in chars; 1 or more
     */
    SseDecoder(int mostBytes) {
        this.mostBytes = mostBytes;
    }

    /**
     * Takes the next bytes, all of them.
     *
     * @return the events that they complete
     * @throws SseProtocolException if a line or an event is too long
     */
    List<SseEvent> decode(ByteBuffer bytes) throws SseProtocolException {
        List<SseEvent> events = new ArrayList<>();
        while (bytes.hasRemaining()) {
            byte b = bytes.get();
            if (b == '\n' && afterCarriageReturn) {
                afterCarriageReturn = false;
                continue;
            }
            afterCarriageReturn = b == '\r';
            if (b == '\n' || b == '\r') {
                endLine(events);
            } else if (line.size() == mostBytes) {
                throw new SseProtocolException("a line of the event stream is longer than " + mostBytes + " bytes");
            } else {
                line.write(b);
            }
        }
        return events;
    }

    private void endLine(List<SseEvent> events) throws SseProtocolException {
        byte[] bytes = line.toByteArray();
        line.reset();
        int start = firstLine && startsWithMark(bytes) ? BYTE_ORDER_MARK.length : 0;
        firstLine = false;
        String text = new String(bytes, start, bytes.length - start, StandardCharsets.UTF_8);
        if (text.isEmpty()) {
            dispatch(events);
            return;
        }
        int colon = text.indexOf(':');
        String name = colon < 0 ? text : text.substring(0, colon);
        String value = colon < 0 ? "" : text.substring(colon + 1);
        if (value.startsWith(" ")) {
            value = value.substring(1);
        }
        if (name.equals("event")) {
            type = value;
        } else if (name.equals("data")) {
            addData(value);
        }
    }

    private void addData(String value) throws SseProtocolException {
        if (hasData) {
            data.append('\n');
        }
        hasData = true;
        if (data.length() + value.length() > mostBytes) {
            throw new SseProtocolException("an event of the stream is longer than " + mostBytes + " characters");
        }
        data.append(value);
    }

    private void dispatch(List<SseEvent> events) {
        if (hasData) {
            events.add(new SseEvent(type.isEmpty() ? "message" : type, data.toString()));
        }
        data.setLength(0);
        hasData = false;
        type = "";
    }

    private static boolean startsWithMark(byte[] bytes) {
        if (bytes.length < BYTE_ORDER_MARK.length) {
            return false;
        }
        for (int i = 0; i < BYTE_ORDER_MARK.length; i++) {
            if (bytes[i] != BYTE_ORDER_MARK[i]) {
                return false;
            }
        }
        return true;
    }
}
